package io.clrspark.input.table;

import io.clrspark.frame.ColumnReader;
import io.clrspark.frame.FrameRow;
import io.clrspark.input.image.ImageDecoder;
import io.clrspark.input.image.ImageShape;
import io.clrspark.rows.BadValueException;
import io.clrspark.rows.Numbers;
import io.clrspark.rows.RowReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in a row of a Parquet file: of columns, or of an image in the first one. */
final class ParquetReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final ColumnReader label;
  private final @Nullable ImageShape image;

  private ParquetReader(
      List<ColumnReader> features, ColumnReader label, @Nullable ImageShape image) {
    this.features = features;
    this.label = label;
    this.image = image;
  }

  static ParquetReader ofNumbers(List<ColumnReader> features, ColumnReader label) {
    return new ParquetReader(features, label, null);
  }

  static ParquetReader ofImages(ImageShape shape, ColumnReader label) {
    return new ParquetReader(List.of(), label, shape);
  }

  @Override
  public void features(FrameRow row, Numbers into) {
    if (image == null) {
      features.forEach(column -> column.read(row.values(), into));
    } else if (row.values().isNullAt(0)) {
      throw new BadValueException("its image is null");
    } else {
      ImageDecoder.read(row.values().getBinary(0), image, into);
    }
  }

  @Override
  public void labels(FrameRow row, Numbers into) {
    label.read(row.values(), into);
  }
}
