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

  /** Those that none of the user's options is in the way of. */
  static List<String> beside(String users) {
    List<String> options = new ArrayList<>();
    if (!users.matches(COLLECTOR)) {
      options.add(PARALLEL);
    }
    if (!users.contains(HELPERS)) {
      options.add("-D" + HELPERS + "=false");
    }
    return options;
  }

  /**
   * The properties that have Spark put them before the user's own options; a default that the user
   * set stays.
   */
  static Map<String, String> properties(Map<String, String> users) {
    Map<String, String> added = new LinkedHashMap<>();
    for (String process : List.of("driver", "executor")) {
      String key = "spark." + process + ".defaultJavaOptions";
      String own = users.getOrDefault("spark." + process + ".extraJavaOptions", "");
      List<String> options = beside(own);
      if (!users.containsKey(key) && !options.isEmpty()) {
        added.put(key, String.join(" ", options));
      }
    }
    return added;
  }
}
