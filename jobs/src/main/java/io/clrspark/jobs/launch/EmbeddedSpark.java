package io.clrspark.jobs.launch;

import io.clrspark.jobs.command.CommandLine;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * The command that runs Spark's own SparkSubmit from the jars that the build resolved. As
 * bin/spark-submit of a distribution does, it puts the driver's memory, class path and Java options
 * on the command line. The servers of a local master listen on the loopback address, unless
 * SPARK_LOCAL_IP says otherwise.
 */
final class EmbeddedSpark {

  private static final String LOOPBACK = "127.0.0.1";

  private final Path root;
  private final Path home;
  private final Map<String, String> environment;
  private final String options;

  /**
   * @param root the folder of clr-spark
   * @param options of the driver's JVM, before those of the command line and of the properties
   */
  EmbeddedSpark(Path root, Map<String, String> environment, String options) {
    this.root = root;
    this.home = root.resolve("jobs/target/spark");
    this.environment = environment;
    this.options = options;
  }

  /** The words of the command before the options of SparkSubmit. */
  List<String> submit(CommandLine line, Map<String, String> properties) {
    List<String> words = new ArrayList<>(List.of("env", "SPARK_HOME=" + home));
    words.add("SPARK_SCALA_VERSION=2.12");
    if (isLocal(line, properties)) {
      words.add("SPARK_LOCAL_IP=" + environment.getOrDefault("SPARK_LOCAL_IP", LOOPBACK));
    }
    words.add(java());
    words.add(
        "-Xmx" + line.option("--driver-memory", properties, "spark.driver.memory").orElse("1g"));
    words.addAll(split(JavaModuleOptions.defaultModuleOptions()));
    words.add("-Dlog4j2.configurationFile=" + DriverJvm.logFile(root).toUri());
    List<String> own = new ArrayList<>(split(options));
    own.addAll(
        split(
            line.option("--driver-java-options", properties, "spark.driver.extraJavaOptions")
                .orElse("")));
    words.addAll(JvmDefaults.beside(String.join(" ", own)));
    String extra =
        line.option("--driver-class-path", properties, "spark.driver.extraClassPath").orElse("");
    if (extra.isEmpty() && own.stream().noneMatch(option -> option.contains("Archive"))) {
      words.addAll(CdsArchive.options(root)); // it fits one class path only
    }
    words.addAll(own);
    words.add("-cp");
    words.add(classPath(extra));
    words.add("org.apache.spark.deploy.SparkSubmit");
    return words;
  }

  /** Spark's jars between the user's and the configuration of Hadoop, as spark-submit has them. */
  private String classPath(String extra) {
    String jars = home.resolve("jars") + File.separator + "*";
    return Stream.of(
            extra,
            jars,
            environment.getOrDefault("HADOOP_CONF_DIR", ""),
            environment.getOrDefault("YARN_CONF_DIR", ""))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private String java() {
    String javaHome = environment.getOrDefault("JAVA_HOME", "");
    return javaHome.isEmpty() ? "java" : Path.of(javaHome, "bin", "java").toString();
  }

  private static boolean isLocal(CommandLine line, Map<String, String> properties) {
    return line.option("--master", properties, "spark.master").orElse("local").startsWith("local");
  }

  private static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }
}
