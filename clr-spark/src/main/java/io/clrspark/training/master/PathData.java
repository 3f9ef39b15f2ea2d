package io.clrspark.training.master;

import io.clrspark.ClrException;
import java.io.IOException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.SerializableConfiguration;
import org.deeplearning4j.spark.data.loader.RemoteFileSource;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.loader.Loader;

/**
 * Data sets in files, each loaded in a task. The paths are sorted, so that they alone decide the
 * order.
 */
final class PathData {

  private @Nullable JavaRDD<String> known;
  private @Nullable Object loader;
  private @Nullable JavaRDD<?> data;

  /** The data sets at the paths; the same RDD as the last time for the same paths and loader. */
  @SuppressWarnings("unchecked") // a loader gives data sets of one kind
  <T> JavaRDD<T> of(JavaRDD<String> paths, Loader<T> wanted) {
    if (data == null || known == null || known.rdd() != paths.rdd() || loader != wanted) {
      known = paths;
      loader = wanted;
      data = load(paths, wanted);
    }
    return (JavaRDD<T>) data;
  }

  private static <T> JavaRDD<T> load(JavaRDD<String> paths, Loader<T> loader) {
    SerializableConfiguration hadoop =
        new SerializableConfiguration(paths.context().hadoopConfiguration());
    int partitions = Math.max(1, paths.getNumPartitions());
    return paths.sortBy(path -> path, true, partitions).map(path -> load(path, loader, hadoop));
  }

  private static <T> T load(String path, Loader<T> loader, SerializableConfiguration hadoop) {
    try {
      FileSystem files = new Path(path).getFileSystem(hadoop.value());
      return loader.load(new RemoteFileSource(path, files));
    } catch (IOException | RuntimeException e) {
      throw new ClrException("Cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
