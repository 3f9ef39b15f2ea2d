package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What spark-submit gives a job: its properties, and the context made of them. */
final class JobProperties {

  private JobProperties() {}

  /**
   * All of Spark's properties.
   *
   * @throws UsageException if the job got arguments
   */
  static Map<String, String> ofSpark(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new UsageException("The job takes no arguments, but properties: " + arguments + ".");
    }
    Map<String, String> properties = new TreeMap<>();
    for (scala.Tuple2<String, String> property : new SparkConf().getAll()) {
      properties.put(property._1(), property._2());
    }
    return properties;
  }

  static JavaSparkContext context() {
    SparkConf spark = new SparkConf();
    StandaloneMaster.takeSecret(spark, System.getenv());
    TemporaryFolders folders = TemporaryFolders.of(spark, System.getenv());
    folders.requireWritable();
    try {
      return new JavaSparkContext(spark);
    } catch (Exception e) { // Spark's are checked, undeclared
      if (e instanceof IOException) {
        throw new ClrException(
            "Cannot start Spark: %s. Its temporary files go to %s."
                .formatted(ErrorText.kindAndReason(e), folders),
            e);
      }
      throw e;
    }
  }
}
