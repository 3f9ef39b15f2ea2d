package io.clrspark.model.file;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads rows of numbers that {@code Nd4j.write} wrote: a header and the numbers of the shape, then
 * a header and the values. ND4J's own reader allocates any length that a file gives, and does not
 * check the shape.
 */
final class ArrayReader {

  /** Besides sizes and strides: the rank, extras, the element-wise stride and the order. */
  private static final int SHAPE_EXTRAS = 4;

  private final ByteBuffer in;

  /** Reads from there; big-endian, as new buffers are. */
  ArrayReader(ByteBuffer in) {
    this.in = in;
  }

  /**
   * The next array, as a row.
   *
   * @throws IOException if there is no such array, or not all of it
   */
  INDArray row() throws IOException {
    try {
      long numbers = shape();
      Header values = header();
      int width = values.type.equals("DOUBLE") ? Double.BYTES : Float.BYTES;
      if (values.length != numbers || numbers > in.remaining() / width) {
        throw new IOException("an array in it is cut short, or not what its shape says");
      }
      return values((int) numbers, values.type).reshape(1, numbers);
    } catch (BufferUnderflowException e) {
      throw new IOException("an array in it is cut short", e);
    }
  }

  /** The numbers of a vector's shape. */
  private long shape() throws IOException {
    Header header = header();
    long rank = in.getLong();
    if (rank < 1 || rank > 2 || header.length != 2 * rank + SHAPE_EXTRAS) {
      throw new IOException("an array in it is no row of numbers");
    }
    long first = in.getLong();
    long second = rank == 2 ? in.getLong() : 1;
    for (int rest = 0; rest < rank + SHAPE_EXTRAS - 1; rest++) {
      in.getLong();
    }
    if (first < 1 || second < 1 || Math.min(first, second) > 1) {
      throw new IOException("an array in it is no row of numbers");
    }
    return Math.max(first, second);
  }

  private INDArray values(int numbers, String type) throws IOException {
    switch (type) {
      case "FLOAT" -> {
        float[] values = new float[numbers];
        in.asFloatBuffer().get(values);
        in.position(in.position() + numbers * Float.BYTES);
        return Nd4j.createFromArray(values);
      }
      case "DOUBLE" -> {
        double[] values = new double[numbers];
        in.asDoubleBuffer().get(values);
        in.position(in.position() + numbers * Double.BYTES);
        return Nd4j.createFromArray(values);
      }
      default -> throw new IOException("an array in it is of type " + type + ", not of floats");
    }
  }

  private Header header() throws IOException {
    String mode = text();
    if (!mode.equals("LONG_SHAPE") && !mode.equals("MIXED_DATA_TYPES")) {
      throw new IOException("an array in it is not of the format that DL4J has since 1.0.0-beta4");
    }
    return new Header(in.getLong(), text());
  }

  /** A text of {@code DataOutput.writeUTF} in ASCII. */
  String text() {
    byte[] bytes = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining())];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  private record Header(long length, String type) {}
}
