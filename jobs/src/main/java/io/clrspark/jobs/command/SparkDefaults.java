package io.clrspark.jobs.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Properties of Spark that commands start with unless the user sets them. */
public final class SparkDefaults {

  private SparkDefaults() {}

  /**
   * For commands that train. Each round sends the network's state: random floats do not compress,
   * and results up to this size go straight to the driver.
   */
  public static Map<String, String> rounds() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.broadcast.compress", "false");
    properties.put("spark.task.maxDirectResultSize", "64m");
    return properties;
  }

  /** For commands that ask a history a few short queries. */
  public static Map<String, String> queries() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("spark.ui.enabled", "false");
    properties.put("spark.sql.shuffle.partitions", "4");
    properties.put(
        "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/spark-warehouse");
    return properties;
  }
}
