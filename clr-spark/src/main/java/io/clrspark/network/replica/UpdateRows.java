package io.clrspark.network.replica;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Arrays;

/** The measurements of a worker's successive updates, one entry per update. */
@Internal
public final class UpdateRows implements Serializable {

  private static final long serialVersionUID = 1L;

  private double[] rates = new double[8];
  private double[] losses = new double[8];
  private double[] accuracies = new double[8];
  private int[] examples = new int[8];
  private double[] milliseconds = new double[8];
  private long[] timestamps = new long[8];
  private int size;

  void add(double rate, double loss, double accuracy, int batch, double millis, long timestamp) {
    if (size == rates.length) {
      grow(size * 2);
    }
    rates[size] = rate;
    losses[size] = loss;
    accuracies[size] = accuracy;
    examples[size] = batch;
    milliseconds[size] = millis;
    timestamps[size] = timestamp;
    size++;
  }

  private void grow(int capacity) {
    rates = Arrays.copyOf(rates, capacity);
    losses = Arrays.copyOf(losses, capacity);
    accuracies = Arrays.copyOf(accuracies, capacity);
    examples = Arrays.copyOf(examples, capacity);
    milliseconds = Arrays.copyOf(milliseconds, capacity);
    timestamps = Arrays.copyOf(timestamps, capacity);
  }

  /** The number of updates. */
  public int size() {
    return size;
  }

  public double rate(int update) {
    return rates[update];
  }

  public double loss(int update) {
    return losses[update];
  }

  /** NaN if the network is no classifier. */
  public double accuracy(int update) {
    return accuracies[update];
  }

  public int examples(int update) {
    return examples[update];
  }

  public double milliseconds(int update) {
    return milliseconds[update];
  }

  /** When the update ended, in microseconds since 1970. */
  public long timestamp(int update) {
    return timestamps[update];
  }
}
