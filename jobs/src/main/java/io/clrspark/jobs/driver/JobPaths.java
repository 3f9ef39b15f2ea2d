package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.files.OutputFile;
import io.clrspark.files.Storage;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;

/** Checks the paths of a job before it does any work. */
public final class JobPaths {

  /** The properties that are paths on any file system. */
  static final List<Property<String>> ALL =
      List.of(
          DataProperties.PATH,
          DataProperties.LABELS_PATH,
          DataProperties.TEST_PATH,
          DataProperties.TEST_LABELS_PATH,
          ModelProperties.LOAD,
          ModelProperties.CONFIGURATION,
          ModelProperties.SAVE,
          TrainingProperties.HISTORY_PATH,
          CheckpointProperties.PATH);

  private static final String DEPLOY_MODE = "spark.submit.deployMode";

  private JobPaths() {}

  /**
   * What can be seen without Spark.
   *
   * @throws ClrException if a path starts with {@code ~}
   */
  public static void requireNoHome(ClrConf conf) {
    ALL.forEach(path -> conf.set(path).ifPresent(value -> Storage.requireNoHome(path, value)));
    Storage.requireNoHome(RangeProperties.PROPERTIES, conf.get(RangeProperties.PROPERTIES));
  }

  /**
   * Finds the file system of every path.
   *
   * @throws ClrException naming the property whose path has none, and the way out
   */
  static void require(ClrConf conf, Configuration hadoop) {
    ALL.forEach(path -> conf.set(path).ifPresent(value -> Storage.of(path, value, hadoop)));
  }

  /**
   * The file to which a range test writes its suggestion.
   *
   * @throws ClrException if it cannot be written, or would be where nobody finds it
   */
  public static OutputFile suggested(ClrConf conf, SparkConf spark, Configuration hadoop) {
    String path = conf.get(RangeProperties.PROPERTIES);
    if (OutputFile.isRelative(path) && spark.get(DEPLOY_MODE, "").equals("cluster")) {
      throw ClrException.invalid(
          RangeProperties.PROPERTIES,
          path,
          "in cluster deploy mode this is in a folder of the driver, on a machine of the cluster:"
              + " name a file system, such as hdfs:///suggested.properties");
    }
    OutputFile file = OutputFile.at(RangeProperties.PROPERTIES, path, hadoop);
    file.requireWritable();
    return file;
  }
}
