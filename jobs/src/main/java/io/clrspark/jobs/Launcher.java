package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.Shown;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.history.Redaction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns a bin/clr command line into the spark-submit command that bin/clr then becomes. Wrong
 * options, files and properties are found here, before any Spark starts.
 *
 * <p>Arguments: the file to write the command to, its words each followed by a NUL; the folder of
 * clr-spark; then the user's. No command is written where help was asked for.
 */
public final class Launcher {

  private static final Set<String> SPARK_OPTIONS =
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

  private static final Set<String> SPARK_FLAGS = Set.of("--supervise", "--verbose");
  private static final String RESUME = "--resume";
  private static final int MOST_CHARACTERS = 100_000;
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String EXAMPLE = "conf/digits.properties";

  private final Path root;
  private final Map<String, String> environment;

  Launcher(Path root, Map<String, String> environment) {
    this.root = root;
    this.environment = environment;
  }

  /** Writes the command. */
  public static void main(String[] arguments) {
    Path output = Path.of(arguments[0]);
    Launcher launcher = new Launcher(Path.of(arguments[1]), System.getenv());
    String[] users = List.of(arguments).subList(2, arguments.length).toArray(new String[0]);
    String command = Commands.isKnown(users[0]) ? users[0] : "";
    Job.run(command, users, line -> launcher.launch(List.of(users), output));
  }

  /** Writes the words of the command for the user's arguments. */
  void launch(List<String> arguments, Path output) throws IOException {
    Commands command = Commands.of(arguments.get(0));
    boolean debug = arguments.contains(Job.DEBUG);
    List<String> rest =
        arguments.stream().skip(1).filter(argument -> !argument.equals(Job.DEBUG)).toList();
    List<String> words =
        switch (command) {
          case BENCH -> bench(rest, debug);
          case TRAIN -> properties(command, Train.class, rest, debug);
          case RANGE_TEST -> properties(command, RangeTest.class, rest, debug);
          case SQL -> sql(rest, debug);
          case REPORT -> report(rest, debug);
          case VERIFY -> verify(rest, debug);
          case PREVIEW -> throw new IllegalArgumentException("preview needs no Spark");
        };
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(word).append('\0'));
    Files.writeString(output, text, StandardCharsets.UTF_8);
  }

  /** The command of a job that takes properties and nothing else. */
  private List<String> properties(
      Commands command, Class<?> job, List<String> arguments, boolean debug) {
    Set<String> withValue = new HashSet<>(SPARK_OPTIONS);
    if (command == Commands.TRAIN) {
      withValue.add(RESUME);
    }
    CommandLine line = CommandLine.parse(arguments, withValue, SPARK_FLAGS);
    if (line.has(CommandLine.HELP)) {
      System.out.print(command.help());
      return List.of();
    }
    line.option(RESUME).ifPresent(run -> line.conf().put(CheckpointProperties.RESUME.key(), run));
    boolean example = line.positional().isEmpty();
    List<String> files = example ? List.of(root.resolve(EXAMPLE).toString()) : line.positional();
    Map<String, String> properties = PropertyFiles.merged(files);
    properties.putAll(line.conf());
    ScheduleConf.of(ClrConf.of(properties));

    String last = files.get(files.size() - 1);
    List<String> words = new ArrayList<>(List.of("--class", job.getName()));
    words.addAll(List.of("--properties-file", last));
    words.addAll(confs(added(files, last)));
    if (example && !line.conf().containsKey(DataProperties.PATH.key())) {
      Path data = root.resolve(properties.get(DataProperties.PATH.key()));
      words.addAll(confs(Map.of(DataProperties.PATH.key(), data.toString())));
    }
    List<String> all = new ArrayList<>(threads(line, properties));
    all.addAll(command(words, line, properties, debug ? List.of(Job.DEBUG) : List.of()));
    return all;
  }

  /**
   * What ND4J takes from a process's environment when it starts: into how many parts it cuts a sum.
   * Spark sets that for executors, so a local run's sums are the same ones.
   */
  private List<String> threads(CommandLine line, Map<String, String> properties) {
    String master = line.option("--master", properties, "spark.master").orElse("local");
    boolean isLocal = master.matches("local(\\[.*)?");
    return !isLocal || environment.containsKey(THREADS)
        ? List.of()
        : List.of("env", THREADS + "=" + properties.getOrDefault("spark.task.cpus", "1"));
  }

  /** Spark's own answer to a wrong one is a stack trace. */
  private static void requireMaster(String master) {
    if (!master.matches(
        "local(\\[(\\*|[1-9]\\d*)(, *[1-9]\\d*)?])?|local-cluster\\[.*]|(k8s|mesos)://.*|yarn|"
            + StandaloneMaster.URL)) {
      throw new ClrException(
          "Invalid spark.master: "
              + Shown.of(master)
              + " (must be local, local[N], spark://HOST:PORT, yarn or k8s://URL)");
    }
  }

  /** What the files before the last one have that it has not. */
  private static Map<String, String> added(List<String> files, String last) {
    Map<String, String> added = PropertyFiles.merged(files.subList(0, files.size() - 1));
    added.keySet().removeAll(PropertyFiles.read(last).keySet());
    Set<String> secrets = Redaction.secrets(PropertyFiles.merged(files));
    added.forEach((key, value) -> requireForCommandLine(key, value, secrets.contains(key), last));
    return added;
  }

  /** Which has room for so much, and is read by whoever lists the machine's processes. */
  private static void requireForCommandLine(
      String key, String value, boolean isSecret, String last) {
    if (isSecret || value.length() > MOST_CHARACTERS) {
      throw new ClrException(
          "Cannot hand on "
              + Shown.of(key)
              + ": it is "
              + (isSecret ? "a secret" : value.length() + " characters long")
              + ", and files before the last one go onto Spark's command line. Put it into "
              + last
              + ", or name its file last.");
    }
  }

  private List<String> sql(List<String> arguments, boolean debug) {
    Set<String> withValue = new HashSet<>(SPARK_OPTIONS);
    withValue.add(Sql.HISTORY);
    Set<String> flags = new HashSet<>(SPARK_FLAGS);
    flags.add(Sql.CSV);
    CommandLine line = CommandLine.parse(arguments, withValue, flags);
    if (line.has(CommandLine.HELP)) {
      System.out.print(Commands.SQL.help());
      return List.of();
    }
    return query(Sql.class, line, Sql.checked(line), debug);
  }

  private List<String> report(List<String> arguments, boolean debug) {
    Set<String> withValue = new HashSet<>(SPARK_OPTIONS);
    withValue.addAll(Report.OPTIONS);
    CommandLine line = CommandLine.parse(arguments, withValue, SPARK_FLAGS);
    if (line.has(CommandLine.HELP)) {
      System.out.print(Commands.REPORT.help());
      return List.of();
    }
    return query(Report.class, line, Report.checked(line), debug);
  }

  private List<String> verify(List<String> arguments, boolean debug) {
    Set<String> withValue = new HashSet<>(SPARK_OPTIONS);
    withValue.add(Sql.HISTORY);
    CommandLine line = CommandLine.parse(arguments, withValue, SPARK_FLAGS);
    if (line.has(CommandLine.HELP)) {
      System.out.print(Commands.VERIFY.help());
      return List.of();
    }
    return query(Verify.class, line, Verify.checked(line), debug);
  }

  /** A job that asks a history a few quick questions. */
  private List<String> query(Class<?> main, CommandLine line, List<String> checked, boolean debug) {
    List<String> job = new ArrayList<>(checked);
    if (debug) {
      job.add(Job.DEBUG);
    }
    Map<String, String> quick = new LinkedHashMap<>();
    quick.put("spark.ui.enabled", "false");
    quick.put("spark.sql.shuffle.partitions", "4");
    quick.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse");
    List<String> words = new ArrayList<>(List.of("--class", main.getName()));
    words.addAll(confs(quick));
    return command(words, line, line.conf(), job);
  }

  private List<String> bench(List<String> arguments, boolean debug) {
    Set<String> withValue = new HashSet<>(SPARK_OPTIONS);
    withValue.addAll(Bench.OPTIONS);
    CommandLine line = CommandLine.parse(arguments, withValue, SPARK_FLAGS);
    if (line.has(CommandLine.HELP)) {
      System.out.print(Commands.BENCH.help());
      return List.of();
    }
    List<String> job = new ArrayList<>(Bench.checked(line));
    if (debug) {
      job.add(Job.DEBUG);
    }
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("spark.ui.enabled", "false");
    defaults.put("spark.master", "local[2]");
    defaults.put("spark.driver.memory", "3g");
    defaults.keySet().removeAll(line.conf().keySet());
    List<String> words = new ArrayList<>(List.of("--class", Bench.class.getName()));
    words.addAll(confs(defaults));
    defaults.putAll(line.conf());
    return command(words, line, defaults, job);
  }

  private static List<String> confs(Map<String, String> properties) {
    List<String> words = new ArrayList<>();
    properties.forEach((key, value) -> words.addAll(List.of("--conf", key + "=" + value)));
    return words;
  }

  /** The whole command: Spark, its options, the jar, the job's arguments. */
  private List<String> command(
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
              if (SPARK_OPTIONS.contains(option)) {
                words.addAll(List.of(option, value));
              }
            });
    words.addAll(line.flags().stream().filter(SPARK_FLAGS::contains).toList());
    words.addAll(confs(line.conf()));
    words.addAll(StandaloneMaster.driverOptions(master, line, properties));
    words.add(root.resolve("jobs/target/clr-jobs.jar").toString());
    words.addAll(job);
    return words;
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
}
