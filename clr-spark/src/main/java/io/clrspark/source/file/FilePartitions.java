package io.clrspark.source.file;

import io.clrspark.Internal;
import io.clrspark.source.SourceRow;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.SerializableConfiguration;

/** An RDD with one partition per file. Its tasks read the files; the driver reads none. */
@Internal
public final class FilePartitions {

  private FilePartitions() {}

  /** Opens a file in a task. */
  public interface Opener<R extends SourceRow> extends Serializable {

    /**
     * The rows of a file.
     *
     * @param index the file's place among all files
     * @param file its path
     */
    Iterator<R> open(int index, String file, Configuration hadoop);
  }

  /** The rows of files, in their order. */
  public static <R extends SourceRow> JavaRDD<R> of(
      JavaSparkContext spark, List<String> files, Opener<R> opener) {
    List<String> paths = List.copyOf(files);
    SerializableConfiguration hadoop = new SerializableConfiguration(spark.hadoopConfiguration());
    return spark
        .parallelize(IntStream.range(0, paths.size()).boxed().toList(), paths.size())
        .flatMap(index -> opener.open(index, paths.get(index), hadoop.value()));
  }
}
