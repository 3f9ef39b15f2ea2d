package io.clrspark.training.average;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The numbers of one array of a state, in one of two forms: bytes of a type, as they are delivered,
 * or sums in double precision. Everything is done element by element, so blocks of an array are
 * worked on in parallel without changing a bit.
 */
final class AveragedValues {

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.nativeOrder());
  private static final VarHandle DOUBLES =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.nativeOrder());
  private static final double[] NO_SUMS = {};
  private static final byte[] NO_RAW = {};
  private static final int STEP = 2048; // what two scratch arrays in the nearest cache hold
  private static final int BLOCK = 32 * STEP;

  private final byte[] raw;
  private final double[] sums;
  private final DataType type;
  private final int length;

  private AveragedValues(byte[] raw, double[] sums, DataType type, int length) {
    this.raw = raw;
    this.sums = sums;
    this.type = type;
    this.length = length;
  }

  /** As they came. */
  static AveragedValues of(byte[] raw, DataType type) {
    return new AveragedValues(raw, NO_SUMS, type, raw.length / type.width());
  }

  /** The mean of both in double precision: this + (right - this) * share. */
  AveragedValues mean(AveragedValues right, double share) {
    double[] mean = sums.length == length ? sums : new double[length];
    combine(right, share, (values, from, count) -> System.arraycopy(values, 0, mean, from, count));
    return new AveragedValues(NO_RAW, mean, type, length);
  }

  /** The same mean, rounded to a type. */
  byte[] roundedMean(AveragedValues right, double share, DataType to) {
    byte[] mean = new byte[Math.multiplyExact(length, to.width())];
    combine(right, share, (values, from, count) -> write(values, to, mean, from, count));
    return mean;
  }

  private interface Target {
    void take(double[] values, int from, int count);
  }

  private void combine(AveragedValues right, double share, Target target) {
    int blocks = (length + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(block -> combine(block * BLOCK, right, share, target));
  }

  private void combine(int start, AveragedValues right, double share, Target target) {
    double[] mine = new double[STEP];
    double[] others = new double[STEP];
    int end = Math.min(length, start + BLOCK);
    for (int from = start; from < end; from += STEP) {
      int count = Math.min(STEP, end - from);
      read(from, count, mine);
      right.read(from, count, others);
      for (int i = 0; i < count; i++) {
        mine[i] += (others[i] - mine[i]) * share;
      }
      target.take(mine, from, count);
    }
  }

  private void read(int from, int count, double[] into) {
    if (raw.length == 0) {
      System.arraycopy(sums, from, into, 0, count);
    } else if (type == DataType.DOUBLE) {
      for (int i = 0; i < count; i++) {
        into[i] = (double) DOUBLES.get(raw, (from + i) * Double.BYTES);
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[i] = (float) FLOATS.get(raw, (from + i) * Float.BYTES);
      }
    }
  }

  private static void write(double[] values, DataType type, byte[] into, int from, int count) {
    if (type == DataType.DOUBLE) {
      for (int i = 0; i < count; i++) {
        DOUBLES.set(into, (from + i) * Double.BYTES, values[i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        FLOATS.set(into, (from + i) * Float.BYTES, (float) values[i]);
      }
    }
  }
}
