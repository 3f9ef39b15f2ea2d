package io.clrspark.training.plan;

import io.clrspark.PlainNumber;
import io.clrspark.examples.BadRow;
import io.clrspark.examples.BadRowsException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.FilePart;
import io.clrspark.examples.Minibatch;
import io.clrspark.network.Architecture;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks that the features of an embedding are ids. DL4J cuts fractions off, and fails in the
 * middle of a round for other ids than the embedding has.
 */
final class IdCheck implements Serializable {

  private static final long serialVersionUID = 1L;

  /** From here on a float does not hold every whole number. */
  private static final long FLOAT_IDS = 1 << 24;

  private static final String COUNTED = " (rows are counted without those held out)";

  private final long[] ids;

  private IdCheck(long[] ids) {
    this.ids = ids;
  }

  /** The data itself; with checks where the network has an embedding for an input. */
  static JavaRDD<?> of(JavaRDD<?> data, Architecture network) {
    long most = network.type() == DataType.FLOAT ? FLOAT_IDS : Long.MAX_VALUE;
    long[] ids =
        IntStream.range(0, network.inputs())
            .mapToLong(input -> Math.min(most, network.ids(input)))
            .toArray();
    return Arrays.stream(ids).anyMatch(size -> size > 0) ? checked(data, new IdCheck(ids)) : data;
  }

  private static <T> JavaRDD<T> checked(JavaRDD<T> data, IdCheck check) {
    return data.mapPartitionsWithIndex(
        (partition, sets) -> check.new Checked<>(partition, sets), true);
  }

  /** A partition's data sets as they are. At its end it fails if there were bad rows. */
  private final class Checked<T> implements Iterator<T> {

    private final int partition;
    private final Iterator<T> data;
    private final List<BadRow> bad = new ArrayList<>();
    private @Nullable FilePart part;
    private long row;

    Checked(int partition, Iterator<T> data) {
      this.partition = partition;
      this.data = data;
    }

    @Override
    public boolean hasNext() {
      boolean more = data.hasNext();
      if (!more && !bad.isEmpty()) {
        throw new BadRowsException(partition, bad);
      }
      return more;
    }

    @Override
    public T next() {
      T next = data.next();
      FilePart itsPart = FilePart.of(next);
      row = Objects.equals(itsPart, part) ? row : 0;
      part = itsPart;
      ExampleBlock block = ExampleBlock.of(next);
      try (Minibatch examples = Minibatch.of(block)) {
        check(examples.features());
      }
      row += block.count();
      return next;
    }

    private void check(INDArray[] inputs) {
      for (int input = 0; input < Math.min(ids.length, inputs.length); input++) {
        if (ids[input] > 0 && bad.stream().noneMatch(one -> Objects.equals(one.part(), part))) {
          check(inputs[input], ids[input]);
        }
      }
    }

    private void check(INDArray features, long size) {
      double[] values = features.dup('c').data().asDouble();
      int width = Math.toIntExact(values.length / Math.max(1, features.size(0)));
      for (int i = 0; i < values.length; i++) {
        if (!isId(values[i], size)) {
          String reason =
              "its feature %d is %s, but the network's embedding takes ids, whole numbers from 0 to %d"
                  .formatted(i % width, shown(values[i]), size - 1);
          bad.add(new BadRow(part, row + i / width, part == null ? reason : reason + COUNTED));
          return;
        }
      }
    }

    /** DL4J cuts off what is beyond a whole number: a rounding error there does no harm. */
    private static boolean isId(double value, long size) {
      double beyond = value - Math.floor(value);
      return value >= 0 && value < size && beyond <= Math.ulp((float) value);
    }

    private static String shown(double value) {
      return value == Math.rint(value) ? PlainNumber.of(value) : PlainNumber.rounded(value);
    }
  }
}
