package io.clrspark.jobs;

import java.util.List;
import java.util.Map;

/**
 * The garbage collector: the parallel one unless the user chose another. A round's states are
 * arrays of megabytes, which G1 handles as humongous: it collected ten times a second for them.
 */
final class Collector {

  private static final String PARALLEL = "-XX:+UseParallelGC";
  private static final String DEFAULT = "spark.executor.defaultJavaOptions";
  private static final String EXTRA = "spark.executor.extraJavaOptions";

  private Collector() {}

  /** The option, if none of those chooses a collector. */
  static List<String> unlessChosen(List<String> options) {
    return options.stream().anyMatch(Collector::chooses) ? List.of() : List.of(PARALLEL);
  }

  /**
   * The property that gives executors the option, unless a property of the user's is in the way.
   */
  static Map<String, String> executors(Map<String, String> properties) {
    boolean isChosen =
        properties.containsKey(DEFAULT) || chooses(properties.getOrDefault(EXTRA, ""));
    return isChosen ? Map.of() : Map.of(DEFAULT, PARALLEL);
  }

  private static boolean chooses(String options) {
    return options.matches("(?s).*-XX:\\+Use\\w*GC.*");
  }
}
