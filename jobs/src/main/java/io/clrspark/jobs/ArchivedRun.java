package io.clrspark.jobs;

import io.clrspark.conf.TrainingProperties;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Trains, and asks the history, so that the classes which that takes are there to be archived. */
public final class ArchivedRun {

  private ArchivedRun() {}

  /** Runs as a job. */
  public static void main(String[] arguments) {
    Map<String, String> properties = JobProperties.ofSpark(List.of(arguments));
    try (JavaSparkContext spark = JobProperties.context()) {
      Train.run(spark, properties);
      Sql.answer(
          SparkSession.builder().sparkContext(spark.sc()).getOrCreate(),
          properties.get(TrainingProperties.HISTORY_PATH.key()),
          "SELECT kind, count(*), max(loss) FROM iterations JOIN runs USING (run_id) GROUP BY kind",
          false);
    }
  }
}
