package io.clrspark.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.conf.ClrConf;
import io.clrspark.files.OutputFile;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.driver.JobPaths;
import io.clrspark.jobs.driver.RangeTestJob;
import io.clrspark.jobs.output.RangeReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code bin/clr range-test}: finds the range of rates to train a network with. */
public final class RangeTest extends SparkCommand {

  private static final String HELP =
      """
      Usage: bin/clr range-test [FILE ...] [options]

      Trains the network of the properties files for a short time, with a rate that rises once,
      and says between which rates to train it. The network is not kept. Without a file:
      conf/digits.properties of clr-spark, with its data.

      Where the curve suggests a range, it is written as properties, to suggested.properties
      unless spark.clr.range.properties says otherwise:

        bin/clr range-test conf/x.properties && bin/clr train conf/x.properties suggested.properties

      Where the curve leaves doubt, a warning says why, there and in the file, and the range is the
      safer one. Where it suggests none, it says why, writes nothing, and ends with status 1.
      docs/reference/configuration.md lists every property; those of the test start with
      spark.clr.range.

        --conf KEY=VALUE   sets a property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit, as with bin/clr train.
      """;

  public RangeTest() {
    super("range-test", "find the range of rates to train with", HELP);
  }

  /** Runs the job; its properties are those of Spark. */
  public static void main(String[] arguments) {
    new RangeTest().main(List.of(arguments));
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    return TrainingSubmission.of(line, root, Map.of());
  }

  @Override
  protected void run(List<String> arguments) {
    Map<String, String> properties = JobContext.properties(arguments);
    ClrConf conf = ClrConf.of(properties);
    RangeReport report;
    try (JavaSparkContext spark = JobContext.start()) {
      OutputFile fragment = JobPaths.suggested(conf, spark.getConf(), spark.hadoopConfiguration());
      report = new RangeReport(conf, new RangeTestJob(conf).run(spark, properties));
      write(report, fragment);
    }
    report.print(System.out, System.err);
    report.requireSuggestion();
  }

  private static void write(RangeReport report, OutputFile file) {
    report.suggestion().ifPresent(found -> file.write(report.properties(found).getBytes(UTF_8)));
  }
}
