package io.clrspark.jobs.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The options of the driver's JVM that SPARK_SUBMIT_OPTS carries: bin/clr's, then the user's. */
final class DriverJvm {

  static final String VARIABLE = "SPARK_SUBMIT_OPTS";

  /** A driver whose heap is full may lose one of Spark's threads, and then wait for ever. */
  private static final String END_WHEN_FULL = "-XX:+ExitOnOutOfMemoryError";

  private static final String TRACES = "-Dclr.trace=full -Dclr.frames=^$";
  private static final String NO_LOG = "-Dclr.log=off";

  private DriverJvm() {}

  /**
   * The options for any Spark.
   *
   * @param isQuiet whether Spark's log is switched off
   * @param isDebug whether Spark's log shows stack traces; wins over {@code isQuiet}
   */
  static String options(Map<String, String> environment, boolean isQuiet, boolean isDebug) {
    String logging = isDebug ? TRACES : isQuiet ? NO_LOG : "";
    return "%s %s %s"
        .formatted(END_WHEN_FULL, logging, environment.getOrDefault(VARIABLE, ""))
        .strip();
  }

  /**
   * The option by which a distribution of Spark logs as the embedded one does, unless the user has
   * configured its log: Spark's own default logs each task.
   */
  static String logging(Path root, Map<String, String> environment) {
    String folder = environment.getOrDefault("SPARK_CONF_DIR", "");
    String configured =
        folder.isEmpty() ? environment.getOrDefault("SPARK_HOME", "") + "/conf" : folder;
    return Files.exists(Path.of(configured, "log4j2.properties"))
        ? ""
        : "-Dlog4j2.configurationFile=" + logFile(root).toUri() + " ";
  }

  static Path logFile(Path root) {
    return root.resolve("bin/log4j2.properties");
  }
}
