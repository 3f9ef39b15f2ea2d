package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.examples.FilePart;
import io.clrspark.source.SourceRow;
import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/** A row of a frame and its place in a file. One object serves all rows of a partition. */
@Internal
public final class FrameRow implements SourceRow {

  private final int columns;
  private @Nullable InternalRow row;
  private @Nullable UTF8String file;
  private long start;
  private @Nullable FilePart place;

  /**
   * @param columns the number of columns before those of the row's place
   */
  FrameRow(int columns) {
    this.columns = columns;
  }

  /** Becomes the next row. */
  FrameRow at(InternalRow next) {
    row = next;
    UTF8String rowsFile = next.getUTF8String(columns);
    long rowsStart = next.getLong(columns + 1);
    if (!rowsFile.equals(file) || rowsStart != start) {
      file = rowsFile.copy();
      start = rowsStart;
      place = file.numBytes() == 0 ? null : new FilePart(readable(file), start);
    }
    return this;
  }

  /** Spark gives files as URIs. */
  private static String readable(UTF8String file) {
    return new Path(URI.create(file.toString())).toString();
  }

  /** The columns of the row. */
  public InternalRow values() {
    if (row == null) {
      throw new IllegalStateException("no row yet");
    }
    return row;
  }

  @Override
  public @Nullable FilePart place() {
    return place;
  }
}
