package io.clrspark.training.average;

import io.clrspark.network.NetworkState;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A weighted mean of states in double precision. A worker's own state stays as it came until it is
 * combined.
 */
final class PartialAverage {

  private final AveragedValues parameters;
  private final AveragedValues updater;
  private final long examples;

  private PartialAverage(AveragedValues parameters, AveragedValues updater, long examples) {
    this.parameters = parameters;
    this.updater = updater;
    this.examples = examples;
  }

  static PartialAverage leaf(NetworkState state, long examples, DataType type) {
    return new PartialAverage(
        AveragedValues.of(state.parameters(), type),
        AveragedValues.of(state.updater(), type),
        examples);
  }

  /** The mean of both: left + (right - left) * share of the right. */
  PartialAverage plus(PartialAverage right) {
    double share = right.share(this);
    return new PartialAverage(
        parameters.mean(right.parameters, share),
        updater.mean(right.updater, share),
        examples + right.examples);
  }

  /** The same mean as a state, in the network's data type. */
  NetworkState plusAll(PartialAverage right) {
    double share = right.share(this);
    return new NetworkState(
        parameters.roundedMean(right.parameters, share), updater.roundedMean(right.updater, share));
  }

  private double share(PartialAverage left) {
    return (double) examples / (left.examples + examples);
  }
}
