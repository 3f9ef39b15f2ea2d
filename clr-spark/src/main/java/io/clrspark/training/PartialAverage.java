package io.clrspark.training;

import io.clrspark.training.replica.NetworkState;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A weighted mean of states in double precision. A worker's own state stays as it came until it is
 * combined, so that an average of one is that one, bit for bit.
 */
final class PartialAverage {

  private final NetworkState leaf;
  private final double @Nullable [] parameters;
  private final double @Nullable [] updater;
  private final long examples;
  private final DataType type;

  private PartialAverage(
      NetworkState leaf,
      double @Nullable [] parameters,
      double @Nullable [] updater,
      long examples,
      DataType type) {
    this.leaf = leaf;
    this.parameters = parameters;
    this.updater = updater;
    this.examples = examples;
    this.type = type;
  }

  static PartialAverage leaf(NetworkState state, long examples, DataType type) {
    return new PartialAverage(state, null, null, examples, type);
  }

  /** The mean of both: left + (right - left) * share of the right. */
  PartialAverage plus(PartialAverage right) {
    long sum = examples + right.examples;
    double share = (double) right.examples / sum;
    return new PartialAverage(
        leaf,
        mean(doubles(parameters, leaf.parameters()), right.parameterValues(), share),
        mean(doubles(updater, leaf.updater()), right.updaterValues(), share),
        sum,
        type);
  }

  /** The mean in the network's data type. */
  NetworkState state() {
    if (parameters == null || updater == null) {
      return leaf;
    }
    return new NetworkState(bytes(parameters), bytes(updater));
  }

  private double[] parameterValues() {
    return doubles(parameters, leaf.parameters());
  }

  private double[] updaterValues() {
    return doubles(updater, leaf.updater());
  }

  private static double[] mean(double[] left, double[] right, double share) {
    for (int i = 0; i < left.length; i++) {
      left[i] += (right[i] - left[i]) * share;
    }
    return left;
  }

  private double[] doubles(double @Nullable [] known, byte[] raw) {
    if (known != null) {
      return known;
    }
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
    double[] values = new double[raw.length / type.width()];
    if (type == DataType.DOUBLE) {
      bytes.asDoubleBuffer().get(values);
    } else {
      FloatBuffer floats = bytes.asFloatBuffer();
      for (int i = 0; i < values.length; i++) {
        values[i] = floats.get(i);
      }
    }
    return values;
  }

  private byte[] bytes(double[] values) {
    byte[] raw = new byte[Math.multiplyExact(values.length, type.width())];
    ByteBuffer bytes = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder());
    if (type == DataType.DOUBLE) {
      DoubleBuffer doubles = bytes.asDoubleBuffer();
      doubles.put(values);
    } else {
      FloatBuffer floats = bytes.asFloatBuffer();
      for (int i = 0; i < values.length; i++) {
        floats.put(i, (float) values[i]);
      }
    }
    return raw;
  }
}
