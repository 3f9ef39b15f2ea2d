package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.files.Storage;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.driver.PredictionJob;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code bin/clr predict}: the predictions of a saved model for rows in files. */
public final class Predict extends SparkCommand {

  private static final String FORMAT = "--format";
  private static final String PARQUET = "parquet";
  private static final String HELP =
      """
      Usage: bin/clr predict MODEL.zip DATA ... --output DIR [options]

      Predicts every row of the data with a saved model. Rows are read as those that the model was
      trained on, and scaled as they were; a label is not needed. DATA is a file, a folder or a
      pattern, on any file system Spark knows, any number of times. The folder DIR then has a row
      per row: its file and place, and the class, its name and all probabilities, or the number.

        --output DIR       the folder to write, which must not be there
        --format FORMAT    parquet, with the probabilities in one column (default), or csv, with
                           a column for each
        --conf KEY=VALUE   sets a property, any number of times: spark.clr.data.format and other
                           spark.clr.data.* where rows are in another form than the training's
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit, as with bin/clr train.
      """;

  public Predict() {
    super("predict", "predict rows with a saved model", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Predict().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.of(PredictionJob.OUTPUT, FORMAT);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    PredictionJob job = job(line);
    return ScoringSubmission.of(
        line,
        job.model(),
        job.data(),
        List.of(PredictionJob.OUTPUT, job.output(), FORMAT, job.format()));
  }

  private static PredictionJob job(CommandLine line) {
    List<String> files = ScoringSubmission.files(line);
    String output =
        line.option(PredictionJob.OUTPUT)
            .orElseThrow(
                () -> new UsageException("Where to? Give " + PredictionJob.OUTPUT + " DIR."));
    Storage.requireNoHome(PredictionJob.OUTPUT, output);
    String format = line.option(FORMAT).orElse(PARQUET);
    if (!List.of(PARQUET, "csv").contains(format)) {
      throw ClrException.invalid(FORMAT, format, "must be parquet or csv");
    }
    return new PredictionJob(files.get(0), files.subList(1, files.size()), output, format);
  }

  @Override
  protected void run(List<String> arguments) {
    PredictionJob job = job(parse(arguments));
    Map<String, String> properties = JobContext.properties(List.of());
    try (JavaSparkContext spark = JobContext.start()) {
      job.run(spark, properties);
    }
  }
}
