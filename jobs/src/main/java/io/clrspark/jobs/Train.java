package io.clrspark.jobs;

import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.driver.TrainingJob;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code bin/clr train}: trains the network that {@code spark.clr.*} properties describe. */
public final class Train extends SparkCommand {

  private static final String RESUME = "--resume";
  private static final String HELP =
      """
      Usage: bin/clr train [FILE ...] [options]

      Trains a network as the properties files say; a later file wins over an earlier one, and
      --conf over all. Without a file: conf/digits.properties of clr-spark, with its data.
      docs/reference/configuration.md lists every property.

        --resume RUN_ID    continues a run after its newest checkpoint
        --conf KEY=VALUE   sets a property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit: --master, --deploy-mode, --driver-memory,
      --executor-memory, --num-executors, --jars ... It is that of SPARK_HOME where that is set
      (Spark 3.5 for Scala 2.12), and one made of Spark's own jars otherwise. The last file is
      given to it as it is, what others add as --conf: keep secrets in the last file.
      """;

  public Train() {
    super("train", "train a network on Spark", HELP);
  }

  /** Runs the job; its properties are those of Spark. */
  public static void main(String[] arguments) {
    new Train().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.of(RESUME);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    Map<String, String> settings = new HashMap<>();
    line.option(RESUME).ifPresent(run -> settings.put(CheckpointProperties.RESUME.key(), run));
    return TrainingSubmission.of(line, root, settings);
  }

  @Override
  protected void run(List<String> arguments) {
    Map<String, String> properties = JobContext.properties(arguments);
    TrainingJob job = new TrainingJob(ClrConf.of(properties));
    try (JavaSparkContext spark = JobContext.start()) {
      job.run(spark, properties);
    }
  }
}
