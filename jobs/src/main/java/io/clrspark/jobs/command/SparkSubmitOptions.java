package io.clrspark.jobs.command;

import java.util.Set;

/** The options of spark-submit that bin/clr hands on. */
public final class SparkSubmitOptions {

  /** Those that take a value. */
  public static final Set<String> WITH_VALUE =
      Set.of(
          "--archives",
          "--deploy-mode",
          "--driver-class-path",
          "--driver-cores",
          "--driver-java-options",
          "--driver-library-path",
          "--driver-memory",
          "--exclude-packages",
          "--executor-cores",
          "--executor-memory",
          "--files",
          "--jars",
          "--keytab",
          "--master",
          "--name",
          "--num-executors",
          "--packages",
          "--principal",
          "--proxy-user",
          "--queue",
          "--repositories",
          "--total-executor-cores");

  /** Those that take no value. */
  public static final Set<String> WITHOUT_VALUE = Set.of("--supervise", "--verbose");

  private SparkSubmitOptions() {}
}
