package io.clrspark.examples;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Successive examples as plain bytes, one byte array per array of the layout. Unlike ND4J's arrays
 * they are on the heap, so that Spark can count, evict and serialize them.
 */
@Internal
public final class ExampleBlock implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ExampleLayout layout;
  private final int count;
  private final byte[][] bytes;
  private final @Nullable FilePart place;

  public ExampleBlock(ExampleLayout layout, int count, byte[][] bytes) {
    this(layout, count, bytes, null);
  }

  private ExampleBlock(ExampleLayout layout, int count, byte[][] bytes, @Nullable FilePart place) {
    this.layout = layout;
    this.count = count;
    this.bytes = bytes;
    this.place = place;
  }

  /**
   * Rows of features and labels.
   *
   * @param place the part of a file that they are in; null if they are in no file
   * @param features rows in C order, written to the buffer
   * @param labels the same
   */
  public static ExampleBlock ofRows(
      ExampleLayout layout,
      int count,
      @Nullable FilePart place,
      ByteBuffer features,
      ByteBuffer labels) {
    return ofRows(layout, count, place, features, labels, ByteBuffer.allocate(0));
  }

  /**
   * The same for rows with weights, where the layout has them.
   *
   * @param weights a number per row, written to the buffer
   */
  public static ExampleBlock ofRows(
      ExampleLayout layout,
      int count,
      @Nullable FilePart place,
      ByteBuffer features,
      ByteBuffer labels,
      ByteBuffer weights) {
    byte[][] bytes = new byte[layout.arrays()][];
    Arrays.fill(bytes, new byte[0]);
    bytes[0] = written(features);
    bytes[1] = written(labels);
    bytes[ExampleLayout.WEIGHTS] = written(weights);
    return new ExampleBlock(layout, count, bytes, place);
  }

  private static byte[] written(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  /**
   * A copy of the examples of a {@link DataSet} or {@link MultiDataSet}, rows in C order; a block
   * as it is.
   *
   * @throws ClrException if it is neither, or features or labels are missing
   */
  public static ExampleBlock of(Object data) {
    if (data instanceof ExampleBlock block) {
      return block;
    }
    if (data instanceof DataSet set) {
      return of(
          1,
          1,
          set.getFeatures(),
          set.getLabels(),
          set.getFeaturesMaskArray(),
          set.getLabelsMaskArray());
    }
    if (data instanceof MultiDataSet set) {
      int inputs = set.numFeatureArrays();
      int outputs = set.numLabelsArrays();
      @Nullable INDArray[] arrays = new INDArray[2 * (inputs + outputs)];
      put(set.getFeatures(), arrays, 0);
      put(set.getLabels(), arrays, inputs);
      put(set.getFeaturesMaskArrays(), arrays, inputs + outputs);
      put(set.getLabelsMaskArrays(), arrays, 2 * inputs + outputs);
      return of(inputs, outputs, arrays);
    }
    throw new ClrException(
        "Cannot train on elements of " + data.getClass() + ". Use DataSet or MultiDataSet.");
  }

  private static void put(@Nullable INDArray @Nullable [] some, @Nullable INDArray[] all, int at) {
    if (some != null) {
      System.arraycopy(some, 0, all, at, some.length);
    }
  }

  private static ExampleBlock of(int inputs, int outputs, @Nullable INDArray... arrays) {
    INDArray first = arrays[0];
    int count = first == null || first.rank() == 0 ? 0 : Math.toIntExact(first.size(0));
    ExampleLayout layout = ExampleLayout.of(inputs, outputs, count, arrays);
    byte[][] bytes = new byte[arrays.length][];
    for (int a = 0; a < bytes.length; a++) {
      INDArray array = arrays[a];
      bytes[a] = array == null ? new byte[0] : ArrayBytes.bytes(array);
    }
    return new ExampleBlock(layout, count, bytes);
  }

  public int count() {
    return count;
  }

  /** The same examples as a data set of DL4J, marked with the part of a file that they are in. */
  public DataSet dataSet() {
    DataSet data = new DataSet(array(0), array(1));
    if (place != null) {
      place.mark(data);
    }
    return data;
  }

  private INDArray array(int index) {
    INDArray array =
        Nd4j.createUninitialized(layout.type(index), layout.batchShape(index, count), 'c');
    ArrayBytes.fill(array, bytes[index]);
    return array;
  }

  @Nullable FilePart place() {
    return place;
  }

  public ExampleLayout layout() {
    return layout;
  }

  public byte[] bytes(int array) {
    return bytes[array];
  }

  /**
   * The checksum of earlier examples, continued over this block's.
   *
   * @param before the {@link ContentChecksum} of the former
   */
  public long checksum(long before) {
    long content = before;
    CRC32C checksum = new CRC32C();
    for (int i = 0; i < count; i++) {
      checksum.reset();
      for (int a = 0; a < bytes.length; a++) {
        if (layout.has(a)) {
          checksum.update(bytes[a], i * layout.bytes(a), layout.bytes(a));
        }
      }
      content = ContentChecksum.append(content, Seeds.derive(checksum.getValue()));
    }
    return content;
  }
}
