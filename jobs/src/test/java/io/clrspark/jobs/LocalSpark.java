package io.clrspark.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** The Spark of all tests of one process; it ends with the process. */
public final class LocalSpark {

  private static final JavaSparkContext CONTEXT =
      new JavaSparkContext(
          new SparkConf()
              .setMaster("local[2]")
              .setAppName("jobs' tests")
              .set("spark.ui.enabled", "false")
              .set("spark.driver.host", "127.0.0.1")
              .set("spark.driver.bindAddress", "127.0.0.1"));

  private LocalSpark() {}

  public static JavaSparkContext context() {
    return CONTEXT;
  }
}
