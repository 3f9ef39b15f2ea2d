package io.clrspark.training;

import io.clrspark.network.Network;
import io.clrspark.network.replica.DriverNetwork;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.schedule.FixedSchedule;

/**
 * Replaces a trained network's schedule by a fixed rate, so that DL4J's {@code ModelSerializer}
 * writes a file that loads where this library is not on the class path. What a trainer saves loads
 * there without.
 */
public final class FixedRate {

  private FixedRate() {}

  /**
   * Gives every trainable parameter that rate; parameters, updater state and counts stay.
   *
   * @param rate finite and not negative
   */
  public static void set(MultiLayerNetwork network, double rate) {
    set(Network.of(network), rate);
  }

  /** The same for a graph. */
  public static void set(ComputationGraph graph, double rate) {
    set(Network.of(graph), rate);
  }

  private static void set(Network network, double rate) {
    if (!(rate >= 0 && rate < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Invalid rate: " + rate + " (must be a finite number >= 0)");
    }
    FixedSchedule fixed = new FixedSchedule(rate);
    DriverNetwork driver = new DriverNetwork(network);
    driver.update(fixed, driver.state(fixed, true), network.iteration(), network.epoch());
  }
}
