package io.clrspark.jobs;

import io.clrspark.MessageText;
import java.util.List;

/** What bin/clr can do, and what it says about it. */
enum Commands {
  TRAIN(
      "train",
      "train a network on Spark",
      """
      Usage: bin/clr train [FILE ...] [options]

      Trains a network as the properties files say; a later file wins over an earlier one, and
      --conf over all. Without a file: conf/digits.properties of clr-spark, with its data.
      docs/reference/configuration.md lists every property.

        --resume RUN_ID    goes on with a run after its newest checkpoint
        --conf KEY=VALUE   sets a property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit: --master, --deploy-mode, --driver-memory,
      --executor-memory, --num-executors, --jars ... It is that of SPARK_HOME where that is set
      (Spark 3.5 for Scala 2.12), and one made of Spark's own jars otherwise. The last file is
      given to it as it is, what others add as --conf: keep secrets in the last.
      """),
  PREVIEW(
      "preview",
      "show the learning rates without training",
      """
      Usage: bin/clr preview [FILE ...] [options]

      Shows the rates that the properties files describe, without training and without Spark.
      Without a file: the defaults.

        --iterations N              how many; spark.clr.iterations unless given
        --iterations-per-epoch K    what an epoch takes, for a stepSize or a length in epochs
        --csv                       prints iteration,lr and N rows, and nothing else
        --conf KEY=VALUE            sets a property, any number of times
        --debug                     shows the stack trace of an error
        --help                      shows this
      """),
  BENCH(
      "bench",
      "measure the engine beside DL4J's own training",
      """
      Usage: bin/clr bench [options]

      Trains the same network on the same data with DL4J's fit in one process (local-fit), with
      replicas that never average (limit), with DL4J's ParallelWrapper, with this engine, and with
      DL4J's ParameterAveragingTrainingMaster (stock-export, stock-direct), in turn, and prints
      examples a second, how many times as fast that is, memory, and bytes a round.

        --layers A-B-C           sizes of the MLP's layers; 784-500-100-10 unless given
        --examples N             20000
        --batch-size N           64
        --workers N              2
        --averaging-frequency N[,N...]
                                 5,10,20
        --averaging WHERE        where this engine averages: auto, driver or executors
        --epochs N               epochs of a run; 4. The first is counted apart
        --repetitions N          runs of each system; 3
        --warm-up SECONDS        that each system trains for at least before all are measured; 5
        --systems NAME[,NAME...] only these
        --stock HOW              DL4J's ParameterAveragingTrainingMaster: tuned (its data cached,
                                 threads as Spark gives them) or defaults (DL4J's own)
        --json FILE              writes the results there too
        --conf KEY=VALUE         sets a Spark property, any number of times
        --debug                  shows the stack trace of an error
        --help                   shows this

      Every other option goes to spark-submit. With a cluster as --master, local-fit and
      parallel-wrapper use the driver's machine.
      """),
  RANGE_TEST(
      "range-test",
      "find the range of rates to train with",
      """
      Usage: bin/clr range-test [FILE ...] [options]

      Trains the network of the properties files for a short time, with a rate that rises once,
      and says between which rates it should be trained. The network is not kept. Without a file:
      conf/digits.properties of clr-spark, with its data.

      Where the curve suggests a range, it is written as properties, to suggested.properties
      unless spark.clr.range.properties says otherwise:

        bin/clr range-test conf/x.properties && bin/clr train conf/x.properties suggested.properties

      Where it suggests none, it says why, writes nothing, and ends with status 1.
      docs/reference/configuration.md lists every property; those of the test start with
      spark.clr.range.

        --conf KEY=VALUE   sets a property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit, as with bin/clr train.
      """),
  SQL(
      "sql",
      "query the history of runs",
      """
      Usage: bin/clr sql --history DIR [--csv] ["SELECT ..."]

      Runs a query of Spark SQL over the views history (a row an update of a worker), iterations
      (a row an iteration, over its workers), evaluations and runs; docs/reference/history.md lists
      their columns, docs/reference/sql.md answers common questions. Without a query it reads
      queries, each up to a semicolon, from the terminal or from standard input.

        --history DIR      the folder, on any file system Spark knows
        --csv              prints comma-separated values instead of a table
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """),
  REPORT(
      "report",
      "draw a run, or compare several",
      """
      Usage: bin/clr report --history DIR --run ID [--compare ID ...] [options]

      Writes one HTML page that opens anywhere, without a network: rate, loss and accuracy by
      iteration and by rate, the workers, the cycles, the configuration; docs/reference/report.md
      shows it.

        --history DIR      the folder, on any file system Spark knows
        --run ID           the run
        --compare ID       a run to draw over it, any number of times
        --output FILE      where to write the page, in place of one that is there; ID.html
                           unless given
        --png DIR          writes each chart as a PNG file too
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """),
  VERIFY(
      "verify",
      "check that a history is whole",
      """
      Usage: bin/clr verify --history DIR [options]

      Reads every file of a history to its end and looks for rows of each run that are missing or
      there twice. Prints a line a problem, naming the file or the run, and how much it has read;
      the status is 1 where there is a problem. Runs that still train are checked as they are.

        --history DIR      the folder, on any file system Spark knows
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """);

  private final String title;
  private final String summary;
  private final String help;

  Commands(String title, String summary, String help) {
    this.title = title;
    this.summary = summary;
    this.help = help;
  }

  String title() {
    return title;
  }

  String help() {
    return help;
  }

  static boolean isKnown(String name) {
    return List.of(values()).stream().anyMatch(command -> command.title.equals(name));
  }

  /** The command of that name. */
  static Commands of(String name) {
    for (Commands command : values()) {
      if (command.title.equals(name)) {
        return command;
      }
    }
    List<String> names = List.of(values()).stream().map(Commands::title).toList();
    throw new UsageException(
        "Unknown command "
            + MessageText.of(name)
            + ". The commands are "
            + String.join(", ", names)
            + ".");
  }

  /** What bin/clr says of itself. */
  static String overview() {
    StringBuilder text = new StringBuilder("Usage: bin/clr COMMAND ...\n\n");
    for (Commands command : values()) {
      text.append("  %-11s %s%n".formatted(command.title, command.summary));
    }
    return text.append("\nbin/clr COMMAND --help tells more of each.\n").toString();
  }
}
