package io.clrspark.input;

import io.clrspark.rows.RowReader;
import io.clrspark.rows.SourceRow;
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
public record Source<R extends SourceRow>(
    JavaRDD<R> rows,
    RowReader<R> reader,
    List<String> files,
    List<Integer> shape,
    List<String> classes) {

  public Source {
    files = List.copyOf(files);
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
  }

  /** The same rows with their features divided. */
  Source<R> dividedBy(double divisor) {
    return new Source<>(
        rows, new AdjustedReader<>(reader, row -> row.divide(divisor)), files, shape, classes);
  }

  /** Of rows of numbers, with numbers as labels. */
  public static <R extends SourceRow> Source<R> ofNumbers(
      JavaRDD<R> rows, RowReader<R> reader, List<String> files) {
    return new Source<>(rows, reader, files, List.of(), List.of());
  }
}
