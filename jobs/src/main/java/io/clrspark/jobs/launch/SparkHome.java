package io.clrspark.jobs.launch;

import io.clrspark.ClrException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Checks that SPARK_HOME is a distribution of the Spark that the jar runs on. */
final class SparkHome {

  private static final Pattern CORE =
      Pattern.compile("spark-core_([\\d.]+)-(\\d+\\.\\d+)(.*)\\.jar");
  private static final String SCALA = "2.12";
  private static final String SPARK = "3.5";

  private SparkHome() {}

  /**
   * The spark-submit of the distribution.
   *
   * @throws ClrException if there is no distribution, or it is for another version of Spark or
   *     Scala
   */
  static String submit(String home) {
    Path submit = Path.of(home, "bin", "spark-submit");
    if (!Files.isExecutable(submit)) {
      throw invalid(home, "it has no bin/spark-submit");
    }
    Matcher core =
        jars(home).stream()
            .map(CORE::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(() -> invalid(home, "it has no jars/spark-core_*.jar"));
    if (!core.group(1).equals(SCALA) || !core.group(2).equals(SPARK)) {
      String found = "Spark " + core.group(2) + core.group(3) + " for Scala " + core.group(1);
      throw invalid(home, "it has " + found);
    }
    return submit.toString();
  }

  private static List<String> jars(String home) {
    try (Stream<Path> files = Files.list(Path.of(home, "jars"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw invalid(home, "it has no folder jars");
    }
  }

  private static ClrException invalid(String home, String found) {
    return new ClrException(
        "Invalid SPARK_HOME: "
            + home
            + " ("
            + found
            + "; it must be Spark "
            + SPARK
            + " for Scala "
            + SCALA
            + "). Unset it to run the Spark that comes with the build.");
  }
}
