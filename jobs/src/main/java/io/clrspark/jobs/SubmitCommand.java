package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** spark-submit's command line for one of the jar's jobs. */
final class SubmitCommand {

  /** Those that take a value. */
  static final Set<String> OPTIONS =
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

  /** Those that take none. */
  static final Set<String> FLAGS = Set.of("--supervise", "--verbose");

  private static final String LOCAL = "local(\\[(\\*|[1-9]\\d*)(, *[1-9]\\d*)?])?";

  private final Path root;
  private final Map<String, String> environment;

  /**
   * @param root the folder of clr-spark
   */
  SubmitCommand(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /** Properties as options. */
  static List<String> confs(Map<String, String> properties) {
    List<String> words = new ArrayList<>();
    properties.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    return words;
  }

  /** The whole command: Spark, its options, the jar, the job's arguments. */
  List<String> words(
      List<String> start, CommandLine line, Map<String, String> properties, List<String> job) {
    String master = line.option("--master", properties, "spark.master").orElse("local");
    requireMaster(master);
    StandaloneMaster.requireReachable(master);
    List<String> words = new ArrayList<>(spark(line, properties));
    words.addAll(start);
    words.addAll(confs(JvmDefaults.properties(merged(line, properties))));
    line.options()
        .forEach(
            (option, value) -> {
              if (OPTIONS.contains(option)) {
                words.addAll(List.of(option, value));
              }
            });
    words.addAll(line.flags().stream().filter(FLAGS::contains).toList());
    words.addAll(confs(line.conf()));
    words.addAll(StandaloneMaster.driverOptions(master, line, properties));
    words.add(jar(line, properties));
    words.addAll(job);
    words.addAll(line.flags().stream().filter(Job.DEBUG::equals).toList());
    return words;
  }

  /** Where tasks certainly run in the driver's process, they need no copy of the jar. */
  private String jar(CommandLine line, Map<String, String> properties) {
    boolean noOtherDefault =
        !environment.containsKey("SPARK_HOME") && !environment.containsKey("SPARK_CONF_DIR");
    Optional<String> master = line.option("--master", properties, "spark.master");
    Path jar = root.resolve("jobs/target/clr-jobs.jar");
    return master.map(SubmitCommand::isLocal).orElse(noOtherDefault)
        ? onlyHere(jar)
        : jar.toString();
  }

  /** Whether tasks run in the driver's process. */
  static boolean isLocal(String master) {
    return master.matches(LOCAL);
  }

  /** As Spark calls a file that it need not copy; it takes that for a URI here and a path there. */
  static String onlyHere(Path file) {
    boolean isBoth = file.toUri().getRawPath().equals(file.toString());
    return (isBoth ? "local:" : "") + file;
  }

  /** The properties as the driver's own options make them. */
  private static Map<String, String> merged(CommandLine line, Map<String, String> properties) {
    Map<String, String> merged = new LinkedHashMap<>(properties);
    line.option("--driver-java-options", properties, "spark.driver.extraJavaOptions")
        .ifPresent(options -> merged.put("spark.driver.extraJavaOptions", options));
    return merged;
  }

  private List<String> spark(CommandLine line, Map<String, String> properties) {
    String home = environment.getOrDefault("SPARK_HOME", "");
    return home.isEmpty()
        ? new EmbeddedSpark(root, environment).submit(line, properties)
        : List.of(SparkHome.submit(home));
  }

  /** Spark's own answer to a wrong one is a stack trace. */
  private static void requireMaster(String master) {
    if (!master.matches(
        LOCAL + "|local-cluster\\[.*]|(k8s|mesos)://.*|yarn|" + StandaloneMaster.URL)) {
      throw new ClrException(
          "Invalid spark.master: "
              + MessageText.of(master)
              + " (must be local, local[N], spark://HOST:PORT, yarn or k8s://URL)");
    }
  }
}
