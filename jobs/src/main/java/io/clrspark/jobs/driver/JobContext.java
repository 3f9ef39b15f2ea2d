package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.jobs.command.Interruption;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.kryo.ClrRegistrator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The properties that spark-submit gives a job, and the SparkContext made of them. */
public final class JobContext {

  private static final String SECRET = "spark.authenticate.secret";
  private static final String WORKERS_SECRET = "_SPARK_AUTH_SECRET";

  private JobContext() {}

  /**
   * The properties that spark-submit gave.
   *
   * @throws UsageException if the job got arguments
   */
  public static Map<String, String> properties(List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw new UsageException("The job takes no arguments, but properties: " + arguments + ".");
    }
    Map<String, String> properties = new TreeMap<>();
    for (scala.Tuple2<String, String> property : new SparkConf().getAll()) {
      properties.put(property._1(), property._2());
    }
    return properties;
  }

  /**
   * Starts Spark.
   *
   * @throws ClrException if Spark cannot write its temporary files, or requires classes to be
   *     registered that are not
   */
  public static JavaSparkContext start() {
    SparkConf spark = new SparkConf();
    ClrRegistrator.requireIn(spark);
    takeSecret(spark, System.getenv());
    TemporaryFolders folders = TemporaryFolders.of(spark, System.getenv());
    folders.requireWritable();
    Interruption.ofThisThread();
    try {
      return new JavaSparkContext(spark);
    } catch (Exception e) { // Spark throws checked ones that it does not declare
      if (e instanceof IOException) {
        throw new ClrException(
            "Cannot start Spark: %s. Its temporary files go to %s."
                .formatted(ErrorText.kindAndReason(e), folders),
            e);
      }
      throw e;
    }
  }

  /**
   * Takes the secret of {@code spark.authenticate} from the environment, where a worker puts it for
   * a driver that it runs. Spark gives it to executors, but its driver reads the properties only.
   */
  static void takeSecret(SparkConf spark, Map<String, String> environment) {
    String secret = environment.get(WORKERS_SECRET);
    if (secret != null && spark.getBoolean("spark.authenticate", false)) {
      spark.setIfMissing(SECRET, secret);
    }
  }
}
