package io.clrspark.jobs.driver;

import io.clrspark.input.ScoringData;
import io.clrspark.jobs.output.FigurePrinter;
import io.clrspark.jobs.output.RowProgress;
import io.clrspark.predict.Figures;
import io.clrspark.predict.ScoredRows;
import io.clrspark.training.job.TaskFailures;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Compares the predictions of a saved model with the labels of rows.
 *
 * @param model the model's file
 * @param data the paths of the rows
 */
public record EvaluationJob(String model, List<String> data) {

  /** Evaluates, and prints progress and figures. */
  public void run(JavaSparkContext spark, Map<String, String> properties) {
    ScoringSetup setup = ScoringSetup.load(spark, model, data, properties);
    LongAccumulator done = spark.sc().longAccumulator();
    Figures figures;
    try (ScoringData rows = setup.labelled(data)) {
      System.err.printf(Locale.ROOT, "Evaluating on %,d rows.%n", rows.examples());
      figures =
          RowProgress.onStandardError(rows.examples(), done::value)
              .during(
                  () -> ScoredRows.figures(spark, setup.network(), setup.meaning(), rows, done));
    } catch (Exception e) { // Spark's are checked, and thrown undeclared
      throw TaskFailures.failure("evaluate the model", e);
    }
    new FigurePrinter(System.out).print(figures);
  }
}
