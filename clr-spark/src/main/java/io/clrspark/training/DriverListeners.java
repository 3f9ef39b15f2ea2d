package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.training.replica.DriverNetwork;
import io.clrspark.training.replica.NetworkState;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * DL4J's listeners of a run, called on the driver with the network as it then is: after each round,
 * and where an epoch starts and ends.
 */
final class DriverListeners {

  private final DriverNetwork network;
  private Collection<TrainingListener> listeners = List.of();

  DriverListeners(DriverNetwork network) {
    this.network = network;
  }

  void set(Collection<TrainingListener> called) {
    listeners = List.copyOf(called);
  }

  /** An epoch is about to start; DL4J counts it when it has ended. */
  void epochStarted(NetworkState state, double loss, int iteration, int epoch) {
    call(state, loss, iteration, epoch, listener -> listener.onEpochStart(network.model()));
  }

  void epochFinished(NetworkState state, double loss, int iteration, int epoch) {
    call(state, loss, iteration, epoch, listener -> listener.onEpochEnd(network.model()));
  }

  /**
   * @param examples that all workers used in the round: what a listener finds as the input's size
   * @param iteration updates made so far
   */
  void roundFinished(NetworkState state, double loss, long examples, int iteration, int epoch) {
    if (listeners.isEmpty()) {
      return;
    }
    network.showInput(examples);
    try {
      call(
          state,
          loss,
          iteration,
          epoch,
          listener -> listener.iterationDone(network.model(), iteration, epoch));
    } finally {
      network.hideInput();
    }
  }

  private void call(
      NetworkState state, double loss, int iteration, int epoch, Consumer<TrainingListener> event) {
    if (listeners.isEmpty()) {
      return;
    }
    network.show(state, loss, iteration, epoch);
    for (TrainingListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        throw new ClrException(
            "Cannot go on from iteration "
                + iteration
                + ": the listener "
                + listener.getClass().getName()
                + " failed ("
                + e
                + "). Mend it or leave it out.",
            e);
      }
    }
  }
}
