package io.clrspark.jobs.driver;

import io.clrspark.input.ScoringData;
import io.clrspark.jobs.output.RowProgress;
import io.clrspark.predict.PredictionFiles;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.LongAccumulator;

/**
 * Predicts rows with a saved model.
 *
 * @param model the model's file
 * @param data the paths of the rows
 * @param output the folder of the predictions, which must not be there
 * @param format parquet or csv
 */
public record PredictionJob(String model, List<String> data, String output, String format) {

  /** The option that names the folder. */
  public static final String OUTPUT = "--output";

  /** Predicts, and prints progress and results. */
  public void run(JavaSparkContext spark, Map<String, String> properties) {
    PredictionFiles files = PredictionFiles.at(OUTPUT, output, format, spark.hadoopConfiguration());
    ScoringSetup setup = ScoringSetup.load(spark, model, data, properties);
    LongAccumulator done = spark.sc().longAccumulator();
    try (ScoringData rows = setup.unlabelled(data)) {
      System.err.printf(Locale.ROOT, "Predicting %,d rows.%n", rows.examples());
      RowProgress.onStandardError(rows.examples(), done::value)
          .during(() -> files.write(spark, setup.network(), setup.meaning(), rows, done));
      System.out.println("rows: " + rows.examples());
    }
    System.out.println("predictions: " + output);
  }
}
