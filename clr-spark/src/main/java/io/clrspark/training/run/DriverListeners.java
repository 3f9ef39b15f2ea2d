package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.training.checkpoint.RunPosition;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * DL4J's listeners of a run. They are called on the driver with the network as it then is: after
 * each round, and when an epoch starts and ends.
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
  void epochStarted(RunProgress now) {
    call(now, listener -> listener.onEpochStart(network.model()));
  }

  void epochFinished(RunProgress now) {
    call(now, listener -> listener.onEpochEnd(network.model()));
  }

  /**
   * @param now the run after the round
   * @param examples that all workers used in the round; a listener finds this as the input's size
   */
  void roundFinished(RunProgress now, long examples) {
    if (listeners.isEmpty()) {
      return;
    }
    network.showInput(examples);
    try {
      RunPosition at = now.position();
      call(now, listener -> listener.iterationDone(network.model(), at.iteration(), at.epoch()));
    } finally {
      network.hideInput();
    }
  }

  private void call(RunProgress now, Consumer<TrainingListener> event) {
    if (listeners.isEmpty()) {
      return;
    }
    RunPosition at = now.position();
    network.show(now.state(), at.loss(), at.iteration(), at.epoch());
    for (TrainingListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        throw new ClrException(
            "Cannot go on from iteration %d: the listener %s failed (%s). Correct it or leave it out."
                .formatted(at.iteration(), listener.getClass().getName(), e),
            e);
      }
    }
  }
}
