package io.clrspark.training.data;

import java.io.Serializable;
import java.util.zip.CRC32C;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Successive examples as plain bytes, one byte array for each kind of array. On the heap, unlike
 * ND4J's arrays, so that Spark can count, evict and serialize them.
 */
public final class ExampleBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ExampleLayout layout;
  private final int count;
  private final byte[][] bytes;

  ExampleBlock(ExampleLayout layout, int count, byte[][] bytes) {
    this.layout = layout;
    this.count = count;
    this.bytes = bytes;
  }

  /** A copy of a data set's examples, rows in C order. */
  public static ExampleBlock of(DataSet data) {
    ExampleLayout layout = ExampleLayout.of(data);
    byte[][] bytes = new byte[ExampleLayout.ARRAYS][];
    INDArray[] arrays = ExampleLayout.arrays(data);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = layout.has(i) ? RawArrays.bytes(arrays[i]) : new byte[0];
    }
    return new ExampleBlock(layout, (int) data.getFeatures().size(0), bytes);
  }

  public int count() {
    return count;
  }

  public ExampleLayout layout() {
    return layout;
  }

  byte[] bytes(int array) {
    return bytes[array];
  }

  /** Adds the content to a checksum. */
  void checksum(CRC32C checksum) {
    for (byte[] array : bytes) {
      checksum.update(array);
    }
  }
}
