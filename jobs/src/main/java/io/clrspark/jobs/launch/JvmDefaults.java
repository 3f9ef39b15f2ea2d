package io.clrspark.jobs.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options that the JVMs of the driver and of the executors get unless the user sets others.
 *
 * <ul>
 *   <li>The parallel garbage collector. The state of a network is an array of megabytes, which is a
 *       humongous object for G1; G1 would collect ten times per second because of them.
 *   <li>DL4J's helpers, which make convolutions 20 times as fast. Executors follow the driver.
 * </ul>
 */
final class JvmDefaults {

  private static final String PARALLEL = "-XX:+UseParallelGC";
  private static final String COLLECTOR = "(?s).*-XX:\\+Use\\w*GC.*";
  private static final String HELPERS = "org.eclipse.deeplearning4j.helpers.disable";

  private JvmDefaults() {}

  /** The options of the driver that the user's own options leave open. */
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
   * The properties by which Spark puts these options before the user's own. A property that the
   * user has set is not among them.
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
