package io.clrspark.source.file;

import io.clrspark.Internal;
import io.clrspark.source.RowReader;
import io.clrspark.source.SourceRow;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of files in one format. Nothing is read yet.
 *
 * @param rows in partitions of successive rows, each row with the part of the file that it is of
 * @param reader what makes numbers of a row
 * @param files their paths, sorted
 * @param shape of an example's features as the files say it; empty where they are a row of numbers
 * @param classes that the files name; empty where labels are numbers
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

  /** The same rows with their features divided. */
  public FileSource<R> dividedBy(double divisor) {
    return new FileSource<>(
        rows, new AdjustedRowReader<>(reader, row -> row.divide(divisor)), files, shape, classes);
  }

  /** Of rows of numbers, with numbers as labels. */
  public static <R extends SourceRow> FileSource<R> ofNumbers(
      JavaRDD<R> rows, RowReader<R> reader, List<String> files) {
    return new FileSource<>(rows, reader, files, List.of(), List.of());
  }
}
