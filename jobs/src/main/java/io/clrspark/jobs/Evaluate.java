package io.clrspark.jobs;

import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.driver.EvaluationJob;
import io.clrspark.jobs.driver.JobContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code bin/clr evaluate}: how well a saved model predicts rows whose labels are known. */
public final class Evaluate extends SparkCommand {

  private static final String HELP =
      """
      Usage: bin/clr evaluate MODEL.zip DATA ... [options]

      Predicts every row of the data with a saved model, and compares with the labels. Rows are
      read as those that the model was trained on, and scaled as they were. DATA is a file, a
      folder or a pattern, on any file system Spark knows, any number of times.

      Prints for classes: accuracy, the share of the largest class, F1, log loss, calibration
      error, of two classes the area under the ROC curve, precision and recall of each class, and
      the confusion matrix; for numbers: MAE, RMSE, R2. docs/guide/models.md defines them.

        --conf KEY=VALUE   sets a property, any number of times: spark.clr.data.format and other
                           spark.clr.data.* where rows are in another form than the training's
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit, as with bin/clr train.
      """;

  public Evaluate() {
    super("evaluate", "compare a saved model's predictions with labels", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Evaluate().main(List.of(arguments));
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    EvaluationJob job = job(line);
    return ScoringSubmission.of(line, job.model(), job.data(), List.of());
  }

  private static EvaluationJob job(CommandLine line) {
    List<String> files = ScoringSubmission.files(line);
    return new EvaluationJob(files.get(0), files.subList(1, files.size()));
  }

  @Override
  protected void run(List<String> arguments) {
    EvaluationJob job = job(parse(arguments));
    Map<String, String> properties = JobContext.properties(List.of());
    try (JavaSparkContext spark = JobContext.start()) {
      job.run(spark, properties);
    }
  }
}
