package io.clrspark.source.file;

import io.clrspark.Internal;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowBlocks;
import io.clrspark.source.RowCheck;
import io.clrspark.source.RowReader;
import io.clrspark.source.SourceRow;
import io.clrspark.source.encode.RowColumns;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of a data set. Nothing is read yet.
 *
 * @param parts rows and what reads them
 * @param files the paths of files, sorted; empty if rows are in no files
 * @param shape the shape of an example's features in the files; empty for a row of numbers
 * @param classes the names of classes in the files; empty if labels are numbers
 * @param columns the columns that are read, where they have names
 * @param isPadded whether a row with fewer features than others has zeros at its end
 */
@Internal
public record FileSource(
    List<Part<?>> parts,
    List<String> files,
    List<Integer> shape,
    List<String> classes,
    RowColumns columns,
    boolean isPadded) {

  public FileSource {
    parts = List.copyOf(parts);
    files = List.copyOf(files);
    shape = List.copyOf(shape);
    classes = List.copyOf(classes);
  }

  /**
   * Rows in one form.
   *
   * @param rows in partitions of successive rows
   * @param reader reads the numbers in a row
   */
  public record Part<R extends SourceRow>(JavaRDD<R> rows, RowReader<R> reader) {

    private JavaRDD<RowBlock> blocks(RowCheck check, boolean isPadded) {
      RowReader<R> read = reader;
      return rows.mapPartitions(some -> new RowBlocks<>(some, read, check, isPadded));
    }
  }

  /** No rows. */
  public static FileSource none() {
    return new FileSource(List.of(), List.of(), List.of(), List.of(), RowColumns.none(), false);
  }

  /** Rows of numbers in files. */
  public static <R extends SourceRow> FileSource of(
      JavaRDD<R> rows,
      RowReader<R> reader,
      List<String> files,
      List<Integer> shape,
      List<String> classes) {
    return new FileSource(
        List.of(new Part<>(rows, reader)), files, shape, classes, RowColumns.none(), false);
  }

  /** All rows, read to numbers and checked. */
  public JavaRDD<RowBlock> blocks(RowCheck check) {
    Stream<JavaRDD<RowBlock>> blocks = parts.stream().map(part -> part.blocks(check, isPadded));
    return blocks.reduce(JavaRDD::union).orElseThrow();
  }
}
