package io.clrspark.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark contexts for tests, each closed before the next can start. */
public final class Spark {

  /** An executor of a test does not live to see what more thorough compilation brings. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private Spark() {}

  /** What a test gets from a context with that master. */
  public static <T> T with(String master, Function<JavaSparkContext, T> test) {
    return with(master, Map.of(), test);
  }

  public static <T> T with(
      String master, Map<String, String> settings, Function<JavaSparkContext, T> test) {
    try (JavaSparkContext spark = open(master, settings)) {
      return test.apply(spark);
    }
  }

  /** One for all tests of a class, which closes it. */
  public static JavaSparkContext open(String master) {
    return open(master, Map.of());
  }

  private static JavaSparkContext open(String master, Map<String, String> settings) {
    SparkConf conf =
        new SparkConf(false)
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.executor.memory", "1g")
            .set("spark.sql.shuffle.partitions", "2");
    if (master.startsWith("local-cluster")) {
      conf.set("spark.executor.extraClassPath", linkJars());
      conf.set("spark.executor.extraJavaOptions", SHORT_LIVED);
    }
    settings.forEach(conf::set);
    return new JavaSparkContext(conf);
  }

  /** Links the test's jars into SPARK_HOME/jars; the class path entries that are folders. */
  private static String linkJars() {
    StringBuilder folders = new StringBuilder();
    Path jars = Path.of(System.getenv("SPARK_HOME"), "jars");
    try {
      Files.createDirectories(jars);
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          folders.append(folders.isEmpty() ? "" : File.pathSeparator).append(path);
        } else if (Files.notExists(jars.resolve(path.getFileName()))) {
          Files.createSymbolicLink(jars.resolve(path.getFileName()), path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folders.toString();
  }
}
