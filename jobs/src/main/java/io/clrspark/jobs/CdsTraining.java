package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.jobs.driver.JobContext;
import io.clrspark.jobs.driver.TrainingJob;
import io.clrspark.jobs.output.QueryPrinter;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A short training and a query: the run that loads the classes which the archive of class data
 * sharing gets.
 */
public final class CdsTraining {

  private CdsTraining() {}

  /** Runs the job; its properties are those of Spark. */
  public static void main(String[] arguments) {
    Map<String, String> properties = JobContext.properties(List.of(arguments));
    try (JavaSparkContext spark = JobContext.start()) {
      new TrainingJob(ClrConf.of(properties)).run(spark, properties);
      QueryPrinter.print(
          SparkSession.builder().sparkContext(spark.sc()).getOrCreate(),
          properties.get(TrainingProperties.HISTORY_PATH.key()),
          "SELECT kind, count(*), max(loss) FROM iterations JOIN runs USING (run_id) GROUP BY kind",
          false);
    }
  }
}
