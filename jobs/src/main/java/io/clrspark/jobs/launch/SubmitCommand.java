package io.clrspark.jobs.launch;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.jobs.command.Command;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.jobs.command.SparkSubmitOptions;
import io.clrspark.jobs.command.Submission;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line of spark-submit for one command. */
final class SubmitCommand {

  private static final String LOCAL = "local(\\[(\\*|[1-9]\\d*)(, *[1-9]\\d*)?])?";
  private static final String JARS = "--jars";
  private static final String THREADS = "OMP_NUM_THREADS";

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

  /**
   * The whole command: Spark, its options, the jar, the arguments of the job.
   *
   * @param job the class that spark-submit runs
   * @param jars those that the job needs beside clr-jobs.jar
   */
  List<String> words(Class<?> job, CommandLine line, Submission submission, List<Path> jars) {
    Map<String, String> users = PropertyFiles.merged(submission.files());
    users.putAll(line.conf());
    users.putAll(submission.settings());
    Map<String, String> defaults = new LinkedHashMap<>(submission.defaults());
    defaults.keySet().removeAll(users.keySet());
    Map<String, String> properties = new LinkedHashMap<>(users);
    properties.putAll(defaults);

    List<String> words = new ArrayList<>(spark(line, properties, submission));
    words.addAll(List.of("--class", job.getName()));
    words.addAll(FileProperties.options(submission.files()));
    words.addAll(confs(defaults));
    words.addAll(confs(JvmDefaults.properties(withDriverOptions(line, properties))));
    words.addAll(users(line, properties, jars));
    words.addAll(confs(submission.settings()));
    words.addAll(StandaloneMaster.driverOptions(master(line, properties), line, properties));
    words.add(name(root.resolve("jobs/target/clr-jobs.jar"), line, properties));
    words.addAll(submission.arguments());
    words.addAll(line.flags().stream().filter(Command.DEBUG::equals).toList());
    return words;
  }

  private static String master(CommandLine line, Map<String, String> properties) {
    return line.option("--master", properties, "spark.master").orElse("local");
  }

  /**
   * ND4J reads from the environment of a process into how many parts it cuts a sum. Spark sets that
   * for executors, so the sums of a local run are the same ones.
   */
  private List<String> threads(String master, Map<String, String> properties) {
    return !isLocal(master) || environment.containsKey(THREADS)
        ? List.of()
        : List.of("env", THREADS + "=" + properties.getOrDefault("spark.task.cpus", "1"));
  }

  /** The options of spark-submit that the user gave, with the command's jars before the user's. */
  private List<String> users(CommandLine line, Map<String, String> properties, List<Path> jars) {
    Map<String, String> options = line.options();
    options.keySet().retainAll(SparkSubmitOptions.WITH_VALUE);
    List<String> all = new ArrayList<>();
    jars.forEach(jar -> all.add(name(jar, line, properties)));
    if (!all.isEmpty()) {
      line.option(JARS, properties, "spark.jars").ifPresent(all::add);
      options.put(JARS, String.join(",", all));
    }
    List<String> words = new ArrayList<>();
    options.forEach((option, value) -> words.addAll(List.of(option, value)));
    words.addAll(line.flags().stream().filter(SparkSubmitOptions.WITHOUT_VALUE::contains).toList());
    words.addAll(confs(line.conf()));
    return words;
  }

  /** A jar as spark-submit takes it: tasks that run in the driver's process need no copy of it. */
  private String name(Path jar, CommandLine line, Map<String, String> properties) {
    boolean noOtherDefault =
        !environment.containsKey("SPARK_HOME") && !environment.containsKey("SPARK_CONF_DIR");
    Optional<String> master = line.option("--master", properties, "spark.master");
    return master.map(SubmitCommand::isLocal).orElse(noOtherDefault)
        ? onlyHere(jar)
        : jar.toString();
  }

  /** Whether tasks run in the driver's process. */
  static boolean isLocal(String master) {
    return master.matches(LOCAL);
  }

  /**
   * A jar marked as {@code local:}, which Spark does not copy; without the mark where the path has
   * characters that Spark would decode.
   */
  static String onlyHere(Path file) {
    boolean isPlain = file.toUri().getRawPath().equals(file.toString());
    return (isPlain ? "local:" : "") + file;
  }

  /** The properties, with the driver's Java options of the command line. */
  private static Map<String, String> withDriverOptions(
      CommandLine line, Map<String, String> properties) {
    Map<String, String> merged = new LinkedHashMap<>(properties);
    line.option("--driver-java-options", properties, "spark.driver.extraJavaOptions")
        .ifPresent(options -> merged.put("spark.driver.extraJavaOptions", options));
    return merged;
  }

  /** The command up to the options of spark-submit, once it is known that the master is there. */
  private List<String> spark(
      CommandLine line, Map<String, String> properties, Submission submission) {
    String master = master(line, properties);
    requireMaster(master);
    requireClusterManager(master);
    StandaloneMaster.requireReachable(master);
    List<String> words = new ArrayList<>();
    if (submission.fixesThreads()) {
      words.addAll(threads(master, properties));
    }
    words.addAll(submit(line, properties, submission));
    return words;
  }

  private List<String> submit(
      CommandLine line, Map<String, String> properties, Submission submission) {
    String options = DriverJvm.options(environment, submission.isQuiet(), line.has(Command.DEBUG));
    String home = environment.getOrDefault("SPARK_HOME", "");
    if (home.isEmpty()) {
      return new EmbeddedSpark(root, environment, options).submit(line, properties);
    }
    String submit = SparkHome.submit(home);
    String all = DriverJvm.logging(root, environment) + options;
    return List.of("env", DriverJvm.VARIABLE + "=" + all, submit);
  }

  /** Spark's own answers are stack traces, here too. */
  private void requireClusterManager(String master) {
    if (!master.matches("yarn|k8s:.*|mesos:.*")) {
      return;
    }
    if (!isSet("SPARK_HOME")) {
      throw unusable(
          master,
          "the Spark that comes with the build has no classes for it. Set SPARK_HOME to a"
              + " distribution of Spark 3.5 for Scala 2.12");
    }
    if (master.equals("yarn") && !isSet("HADOOP_CONF_DIR") && !isSet("YARN_CONF_DIR")) {
      throw unusable(
          master,
          "HADOOP_CONF_DIR is not set. Set it to the folder that has the cluster's core-site.xml"
              + " and yarn-site.xml");
    }
  }

  private boolean isSet(String variable) {
    return !environment.getOrDefault(variable, "").isEmpty();
  }

  private static ClrException unusable(String master, String reason) {
    return new ClrException("Cannot use spark.master = " + master + ": " + reason + ".");
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
