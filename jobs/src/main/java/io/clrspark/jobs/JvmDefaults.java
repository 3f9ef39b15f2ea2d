package io.clrspark.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the driver's and the executors' JVMs get unless the user chose otherwise.
 *
 * <ul>
 *   <li>The parallel garbage collector: a round's states are arrays of megabytes, which G1 handles
 *       as humongous; it collected ten times a second for them.
 *   <li>DL4J's helpers, which make convolutions 20 times as fast; executors follow the driver.
 * </ul>
 */
final class JvmDefaults {

  private static final String PARALLEL = "-XX:+UseParallelGC";
  private static final String COLLECTOR = "(?s).*-XX:\\+Use\\w*GC.*";
  private static final String HELPERS = "org.eclipse.deeplearning4j.helpers.disable";

  private JvmDefaults() {}

  /** The driver's that none of the user's options is in the way of. */
  static List<String> beside(String users) {
    List<String> options = new ArrayList<>(collectorBeside(users));
    if (!users.contains(HELPERS)) {
      options.add("-D" + HELPERS + "=false");
    }
    return options;
  }

  private static List<String> collectorBeside(String users) {
    return users.matches(COLLECTOR) ? List.of() : List.of(PARALLEL);
  }

  /**
   * The properties that have Spark put them before the user's own options; a default that the user
   * set stays.
   */
  static Map<String, String> properties(Map<String, String> users) {
    Map<String, String> added = new LinkedHashMap<>();
    String drivers = users.getOrDefault("spark.driver.extraJavaOptions", "");
    added.put("spark.driver.defaultJavaOptions", String.join(" ", beside(drivers)));
    String executors = users.getOrDefault("spark.executor.extraJavaOptions", "");
    added.put("spark.executor.defaultJavaOptions", String.join(" ", collectorBeside(executors)));
    added.keySet().removeAll(users.keySet());
    added.values().removeIf(String::isEmpty);
    return added;
  }
}
