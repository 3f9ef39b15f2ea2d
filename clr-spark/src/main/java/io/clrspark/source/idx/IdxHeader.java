package io.clrspark.source.idx;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.file.DataFiles;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * The start of an IDX file: two zero bytes, the code of a type, the number of dimensions, and the
 * size of each as a big-endian integer (Y. LeCun, C. Cortes and C. Burges, "The MNIST database").
 *
 * @param type the type of the numbers
 * @param sizes the sizes of the dimensions; the first one counts rows
 */
record IdxHeader(IdxType type, List<Integer> sizes) {

  /**
   * Reads the header of a file, plain or compressed.
   *
   * @throws ClrException if it is no IDX file, or cannot be read
   */
  static IdxHeader of(String file, Configuration hadoop) {
    try (DataInputStream in = new DataInputStream(DataFiles.open(file, hadoop))) {
      return read(file, in);
    } catch (IOException e) {
      throw new ClrException(
          "Cannot read " + file + ": " + e.getMessage() + ". Give the whole file.", e);
    }
  }

  static IdxHeader read(String file, DataInputStream in) throws IOException {
    try {
      if (in.readUnsignedShort() != 0) {
        throw invalid(file, "it does not start with two zero bytes");
      }
      int code = in.readUnsignedByte();
      IdxType type =
          IdxType.of(code)
              .orElseThrow(() -> invalid(file, "its third byte, " + code + ", is no type"));
      int dimensions = in.readUnsignedByte();
      if (dimensions == 0) {
        throw invalid(file, "it has no dimensions");
      }
      List<Integer> sizes = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        sizes.add(in.readInt());
      }
      IdxHeader header = new IdxHeader(type, List.copyOf(sizes));
      header.requireSizes(file);
      return header;
    } catch (EOFException e) {
      throw invalid(file, "it ends within its header");
    }
  }

  private void requireSizes(String file) {
    long numbers = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw invalid(file, "a dimension has the size " + size);
      }
    }
    for (int size : sizes.subList(1, sizes.size())) {
      numbers = Math.min(numbers * size, (long) NumberBuffer.MOST + 1);
    }
    if (numbers == 0 || numbers > (long) NumberBuffer.MOST) {
      throw invalid(file, "a row would have " + rowText() + " numbers");
    }
  }

  private String rowText() {
    return MessageText.of(
        sizes.stream().skip(1).map(String::valueOf).collect(Collectors.joining("x")));
  }

  private static ClrException invalid(String file, String reason) {
    return new ClrException(
        "Cannot read " + file + ": it is no IDX file (" + reason + "). Give files as MNIST's are.");
  }

  int rows() {
    return sizes.get(0);
  }

  /** Numbers per row. */
  int numbers() {
    return sizes.stream().skip(1).reduce(1, Math::multiplyExact);
  }

  /** Bytes per row. */
  int rowBytes() {
    return Math.multiplyExact(numbers(), type.bytes());
  }

  /** Channels, height and width of a row's image; empty for a row of numbers. */
  List<Integer> imageShape() {
    List<Integer> row = sizes.subList(1, sizes.size());
    return switch (row.size()) {
      case 2 -> List.of(1, row.get(0), row.get(1));
      case 3 -> row;
      default -> List.of();
    };
  }

  /** What a row holds, for messages. */
  String layout() {
    return "rows of " + (sizes.size() == 1 ? "1" : rowText()) + " numbers";
  }
}
