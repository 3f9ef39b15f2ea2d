package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import io.clrspark.source.encode.FeatureTransform;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns rows into a network's input. Sent to the tasks. */
@Internal
public final class ScoringFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FeatureTransform transform;
  private final int[] shape;
  private final int features;
  private final DataType type;

  /**
   * @param transform makes features of what is read
   * @param shape their shape
   */
  ScoringFormat(FeatureTransform transform, List<Integer> shape, DataType type) {
    this.transform = transform;
    this.shape = shape.stream().mapToInt(Integer::intValue).toArray();
    this.features = shape.stream().reduce(1, Math::multiplyExact);
    this.type = type;
  }

  /** The rows of a block, of shape [rows, shape...]. */
  public INDArray features(RowBlock block) {
    double[] all = new double[Math.multiplyExact(block.count(), features)];
    NumberBuffer row = new NumberBuffer();
    for (int i = 0; i < block.count(); i++) {
      block.features(i, row);
      if (transform.isOfNumbers()) {
        row.fill(features); // a shorter row of a format that leaves out zeros
      }
      transform.apply(row);
      for (int j = 0; j < features; j++) {
        all[i * features + j] = row.get(j);
      }
    }
    long[] sizes =
        LongStream.concat(LongStream.of(block.count()), Arrays.stream(shape).asLongStream())
            .toArray();
    return Nd4j.createFromArray(all).castTo(type).reshape('c', sizes);
  }
}
