package io.clrspark.source.file;

import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import io.clrspark.source.SourceRow;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of files in one format. Nothing is read yet.
 *
 * @param rows in partitions of successive rows; each row knows the part of the file that it is in
 * @param reader reads the numbers in a row
 * @param files their paths, sorted
 * @param shape the shape of an example's features in the files; empty for a row of numbers
 * @param classes the names of classes in the files; empty if labels are numbers
 */
@Internal
public record FileSource<R extends SourceRow>(
    JavaRDD<R> rows,
    RowReader<R> reader,
    List<String> files,
    List<Integer> shape,
    List<String> classes) {

  public FileSource {
    files = List.copyOf(files);
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
  }

  /** Changes the features of a row; sent to the tasks. */
  @FunctionalInterface
  public interface Adjustment extends Serializable {
    void apply(NumberBuffer features);
  }

  /** The same rows with adjusted features. */
  public FileSource<R> adjusted(Adjustment adjustment) {
    RowReader<R> original = reader;
    RowReader<R> adjusted =
        (row, features, labels) -> {
          original.read(row, features, labels);
          adjustment.apply(features);
        };
    return new FileSource<>(rows, adjusted, files, shape, classes);
  }
}
