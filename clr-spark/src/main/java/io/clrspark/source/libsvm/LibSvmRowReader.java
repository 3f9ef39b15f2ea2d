package io.clrspark.source.libsvm;

import io.clrspark.MessageText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import io.clrspark.source.frame.FrameRow;
import org.apache.spark.mllib.util.MLUtils$;
import scala.Tuple3;

/** Reads the numbers in a line of LIBSVM's format, {@code label index:value index:value ...}. */
final class LibSvmRowReader implements RowReader<FrameRow> {

  private static final long serialVersionUID = 1L;

  private final int features;

  /**
   * @param features features per example: the largest index
   */
  LibSvmRowReader(int features) {
    this.features = features;
  }

  @Override
  public void read(FrameRow row, NumberBuffer into, NumberBuffer labels) {
    Tuple3<Object, int[], double[]> parsed = parse(row.values().getString(0));
    int[] indices = parsed._2();
    int next = 0;
    for (int i = 0; i < features; i++) {
      boolean here = next < indices.length && indices[next] == i;
      into.add(here ? finite(parsed._3()[next++], i) : 0);
    }
    if (next < indices.length) {
      throw new BadValueException(
          "it has the index " + (indices[next] + 1) + ", but there are " + features + " features");
    }
    labels.add((Double) parsed._1());
  }

  private static double finite(double value, int index) {
    if (!Double.isFinite(value)) {
      throw new BadValueException(
          "the value of index " + (index + 1) + " is " + value + ", not a finite number");
    }
    return value;
  }

  /** Spark's own parser of a line. */
  static Tuple3<Object, int[], double[]> parse(String line) {
    try {
      return MLUtils$.MODULE$.parseLibSVMRecord(line.strip());
    } catch (RuntimeException e) {
      throw new BadValueException(
          "it is no line of LIBSVM's format (" + MessageText.of("" + e.getMessage()) + ")");
    }
  }
}
