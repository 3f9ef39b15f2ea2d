package io.clrspark.source.parquet;

import io.clrspark.source.BadValueException;
import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;
import io.clrspark.source.frame.ColumnReader;
import io.clrspark.source.frame.FrameRow;
import io.clrspark.source.image.ImageDecoder;
import io.clrspark.source.image.ImageSize;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers in a row of a Parquet file: of columns, or of an image in the first one. */
final class ParquetRowReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final List<ColumnReader> features;
  private final ColumnReader label;
  private final @Nullable ImageSize image;

  private ParquetRowReader(
      List<ColumnReader> features, ColumnReader label, @Nullable ImageSize image) {
    this.features = features;
    this.label = label;
    this.image = image;
  }

  static ParquetRowReader ofNumbers(List<ColumnReader> features, ColumnReader label) {
    return new ParquetRowReader(features, label, null);
  }

  static ParquetRowReader ofImages(ImageSize shape, ColumnReader label) {
    return new ParquetRowReader(List.of(), label, shape);
  }

  @Override
  public void features(FrameRow row, RowNumbers into) {
    if (image == null) {
      features.forEach(column -> column.read(row.values(), into));
    } else if (row.values().isNullAt(0)) {
      throw new BadValueException("its image is null");
    } else {
      ImageDecoder.read(row.values().getBinary(0), image, into);
    }
  }

  @Override
  public void labels(FrameRow row, RowNumbers into) {
    label.read(row.values(), into);
  }
}
