package io.clrspark.ml.train;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** What the rows of a frame become: features of a shape, labels, and a weight. */
final class FrameFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final LabelEncoder encoder;
  private final long[] shape;
  private final DataType type;

  /**
   * @param encoder converts a label for the output layer
   * @param shape the shape of an example's features
   * @param type the type of the network: FLOAT or DOUBLE
   */
  FrameFormat(LabelEncoder encoder, long[] shape, DataType type) {
    this.encoder = encoder;
    this.shape = shape.clone();
    this.type = type;
  }

  /** The examples of a block, none if it is of faults alone. */
  Iterator<ExampleBlock> examples(RowBlock block, boolean isWeighted, double meanWeight) {
    if (block.count() == 0) {
      return List.<ExampleBlock>of().iterator();
    }
    NumberBuffer numbers = new NumberBuffer();
    NumberBuffer raw = new NumberBuffer();
    NumberBuffer label = new NumberBuffer();
    NumberBuffer labels = new NumberBuffer();
    NumberBuffer weights = new NumberBuffer();
    NumberBuffer features = new NumberBuffer();
    for (int row = 0; row < block.count(); row++) {
      block.features(row, numbers);
      append(numbers, features);
      block.labels(row, raw);
      label.clear();
      label.add(raw.get(0));
      encoder.convert(label, numbers);
      append(numbers, labels);
      if (isWeighted) {
        weights.add(raw.get(1) / meanWeight);
      }
    }
    ExampleLayout layout =
        ExampleLayout.of(type, shape, new long[] {labels.size() / block.count()}, isWeighted);
    ExampleBlock examples =
        ExampleBlock.ofRows(
            layout, block.count(), block.place(), bytes(features), bytes(labels), bytes(weights));
    return List.of(examples).iterator();
  }

  private static void append(NumberBuffer numbers, NumberBuffer into) {
    for (int i = 0; i < numbers.size(); i++) {
      into.add(numbers.get(i));
    }
  }

  private ByteBuffer bytes(NumberBuffer numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(numbers.size(), type.width()))
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < numbers.size(); i++) {
      if (type == DataType.FLOAT) {
        bytes.putFloat((float) numbers.get(i));
      } else {
        bytes.putDouble(numbers.get(i));
      }
    }
    return bytes;
  }
}
