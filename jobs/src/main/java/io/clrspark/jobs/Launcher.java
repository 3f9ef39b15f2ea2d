package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.history.log.Redaction;
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
import java.util.TreeMap;

/**
 * Turns a bin/clr command line into the spark-submit command that bin/clr then becomes. Wrong
 * options, files and properties are found here, before any Spark starts.
 *
 * <p>Arguments: the file to write the command to, its words each followed by a NUL; the folder of
 * clr-spark; then the user's. No command is written where help was asked for.
 */
public final class Launcher {

  private static final String RESUME = "--resume";
  private static final int MOST_CHARACTERS = 100_000;
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String EXAMPLE = "conf/digits.properties";

  /** A state travels every round: random floats do not compress, and the direct way is short. */
  private static final Map<String, String> ROUNDS =
      new TreeMap<>(
          Map.of("spark.broadcast.compress", "false", "spark.task.maxDirectResultSize", "64m"));

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
    List<String> words = words(command, arguments.subList(1, arguments.size()));
    StringBuilder text = new StringBuilder();
    words.forEach(word -> text.append(word).append('\0'));
    Files.writeString(output, text, StandardCharsets.UTF_8);
  }

  private List<String> words(Commands command, List<String> arguments) {
    CommandLine line = parse(command, arguments);
    if (line.has(CommandLine.HELP)) {
      System.out.print(command.help());
      return List.of();
    }
    return switch (command) {
      case BENCH -> bench(line);
      case TRAIN -> properties(Train.class, line);
      case RANGE_TEST -> properties(RangeTest.class, line);
      case SQL -> query(Sql.class, line, Sql.checked(line));
      case REPORT -> query(Report.class, line, Report.checked(line));
      case VERIFY -> query(Verify.class, line, Verify.checked(line));
      case PREVIEW -> throw new IllegalArgumentException("preview needs no Spark");
    };
  }

  private static CommandLine parse(Commands command, List<String> arguments) {
    Set<String> withValue = new HashSet<>(SubmitCommand.OPTIONS);
    withValue.addAll(
        switch (command) {
          case BENCH -> Bench.OPTIONS;
          case TRAIN -> Set.of(RESUME);
          case SQL, VERIFY -> Set.of(Sql.HISTORY);
          case REPORT -> Report.OPTIONS;
          case PREVIEW, RANGE_TEST -> Set.of();
        });
    Set<String> flags = new HashSet<>(SubmitCommand.FLAGS);
    flags.add(Job.DEBUG);
    if (command == Commands.SQL) {
      flags.add(Sql.CSV);
    }
    return CommandLine.parse(arguments, withValue, flags);
  }

  /** The command of a job that takes properties and nothing else. */
  private List<String> properties(Class<?> job, CommandLine line) {
    line.option(RESUME).ifPresent(run -> line.conf().put(CheckpointProperties.RESUME.key(), run));
    boolean example = line.positional().isEmpty();
    List<String> files = example ? List.of(root.resolve(EXAMPLE).toString()) : line.positional();
    Map<String, String> properties = PropertyFiles.merged(files);
    properties.putAll(line.conf());
    ScheduleConf.of(ClrConf.of(properties));

    String last = files.get(files.size() - 1);
    List<String> words = new ArrayList<>(List.of("--class", job.getName()));
    words.addAll(List.of("--properties-file", last));
    words.addAll(SubmitCommand.confs(added(files, last)));
    Map<String, String> rounds = new LinkedHashMap<>(ROUNDS);
    rounds.keySet().removeAll(properties.keySet());
    words.addAll(SubmitCommand.confs(rounds));
    if (example && !line.conf().containsKey(DataProperties.PATH.key())) {
      Path data = root.resolve(properties.get(DataProperties.PATH.key()));
      words.addAll(SubmitCommand.confs(Map.of(DataProperties.PATH.key(), data.toString())));
    }
    List<String> all = new ArrayList<>(threads(line, properties));
    all.addAll(submit(words, line, properties, List.of()));
    return all;
  }

  /**
   * What ND4J takes from a process's environment when it starts: into how many parts it cuts a sum.
   * Spark sets that for executors, so a local run's sums are the same ones.
   */
  private List<String> threads(CommandLine line, Map<String, String> properties) {
    String master = line.option("--master", properties, "spark.master").orElse("local");
    return !SubmitCommand.isLocal(master) || environment.containsKey(THREADS)
        ? List.of()
        : List.of("env", THREADS + "=" + properties.getOrDefault("spark.task.cpus", "1"));
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
              + MessageText.of(key)
              + ": it is "
              + (isSecret ? "a secret" : value.length() + " characters long")
              + ", and files before the last one go onto Spark's command line. Put it into "
              + last
              + ", or name its file last.");
    }
  }

  /** A job that asks a history a few quick questions. */
  private List<String> query(Class<?> job, CommandLine line, List<String> arguments) {
    Map<String, String> quick = new LinkedHashMap<>();
    quick.put("spark.ui.enabled", "false");
    quick.put("spark.sql.shuffle.partitions", "4");
    quick.put("spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse");
    List<String> words = new ArrayList<>(List.of("--class", job.getName()));
    words.addAll(SubmitCommand.confs(quick));
    return submit(words, line, line.conf(), arguments);
  }

  private List<String> bench(CommandLine line) {
    Map<String, String> defaults = new LinkedHashMap<>(ROUNDS);
    defaults.put("spark.ui.enabled", "false");
    defaults.put("spark.master", "local[2]");
    defaults.put("spark.driver.memory", "3g");
    defaults.keySet().removeAll(line.conf().keySet());
    List<String> words = new ArrayList<>(List.of("--class", Bench.class.getName()));
    words.addAll(SubmitCommand.confs(defaults));
    defaults.putAll(line.conf());
    return submit(words, line, defaults, Bench.checked(line));
  }

  private List<String> submit(
      List<String> start, CommandLine line, Map<String, String> properties, List<String> job) {
    return new SubmitCommand(root, environment).words(start, line, properties, job);
  }
}
