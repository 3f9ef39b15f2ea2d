package io.clrspark.source;

import io.clrspark.Internal;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.FilePart;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Successive rows of one part of a file as numbers: what a source was read to, once. Features are
 * kept as bytes, floats or doubles, the shortest type that holds each of them exactly.
 *
 * <p>The last block of a partition may have no rows, but tells what could not be read.
 */
@Internal
public final class RowBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final @Nullable FilePart place;
  private final String layout;
  private final long first;
  private final int count;
  private final int width;
  private final int labelWidth;
  private final int bytesPerNumber;
  private final byte[] features;
  private final double[] labels;
  private final ArrayList<BadRow> bad;
  private final @Nullable String problem;

  /** Rows without a fault. */
  static RowBlock of(
      @Nullable FilePart place,
      String layout,
      long first,
      double[] features,
      double[] labels,
      int count) {
    int bytes = bytesPerNumber(features);
    return new RowBlock(
        place,
        layout,
        first,
        count,
        features.length / count,
        labels.length / count,
        bytes,
        bytes(features, bytes),
        labels,
        List.of(),
        null);
  }

  /** What could not be read: the first bad row of each part, or why the rest is unreadable. */
  static RowBlock ofFaults(List<BadRow> bad, @Nullable String problem) {
    return new RowBlock(null, "", 0, 0, 0, 0, 1, new byte[0], new double[0], bad, problem);
  }

  private RowBlock(
      @Nullable FilePart place,
      String layout,
      long first,
      int count,
      int width,
      int labelWidth,
      int bytesPerNumber,
      byte[] features,
      double[] labels,
      List<BadRow> bad,
      @Nullable String problem) {
    this.place = place;
    this.layout = layout;
    this.first = first;
    this.count = count;
    this.width = width;
    this.labelWidth = labelWidth;
    this.bytesPerNumber = bytesPerNumber;
    this.features = features;
    this.labels = labels;
    this.bad = new ArrayList<>(bad);
    this.problem = problem;
  }

  private static int bytesPerNumber(double[] numbers) {
    int bytes = 1;
    for (double number : numbers) {
      if (bytes == 1 && !same(number, (int) number & 0xFF)) {
        bytes = 4;
      }
      if (bytes == 4 && !same(number, (float) number)) {
        return 8;
      }
    }
    return bytes;
  }

  private static boolean same(double one, double other) {
    return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
  }

  private static byte[] bytes(double[] numbers, int bytesPerNumber) {
    ByteBuffer bytes = ByteBuffer.allocate(numbers.length * bytesPerNumber);
    switch (bytesPerNumber) {
      case 1 -> {
        for (double number : numbers) {
          bytes.put((byte) number);
        }
      }
      case 4 -> {
        for (double number : numbers) {
          bytes.putFloat((float) number);
        }
      }
      default -> bytes.asDoubleBuffer().put(numbers);
    }
    byte[] array = new byte[bytes.capacity()];
    bytes.get(0, array);
    return array;
  }

  /** The part of a file that the rows are in; null if they are in no file. */
  public @Nullable FilePart place() {
    return place;
  }

  /** The layout of that file, for messages. */
  public String layout() {
    return layout;
  }

  /** The first row's zero-based place in the part, or else in the partition. */
  public long first() {
    return first;
  }

  /** The number of rows. */
  public int count() {
    return count;
  }

  /** The number of features of each row. */
  public int width() {
    return width;
  }

  /** The rows that could not be read, the first of each part. */
  public List<BadRow> bad() {
    return bad;
  }

  /** Why the rest of the partition could not be read; null if it could. */
  public @Nullable String problem() {
    return problem;
  }

  /** A row's first label. */
  public double label(int row) {
    return labels[row * labelWidth];
  }

  /** Reads a row's features. */
  public void features(int row, NumberBuffer into) {
    into.clear();
    ByteBuffer from = ByteBuffer.wrap(features);
    int start = row * width * bytesPerNumber;
    for (int i = 0; i < width; i++) {
      into.add(
          switch (bytesPerNumber) {
            case 1 -> features[start + i] & 0xFF;
            case 4 -> from.getFloat(start + 4 * i);
            default -> from.getDouble(start + 8 * i);
          });
    }
  }

  /** Reads a row's label columns. */
  public void labels(int row, NumberBuffer into) {
    into.clear();
    for (int i = 0; i < labelWidth; i++) {
      into.add(labels[row * labelWidth + i]);
    }
  }
}
