package io.clrspark.training.plan;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.ExampleLayout;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.network.Architecture;
import io.clrspark.training.settings.TrainerSettings;

/**
 * How a run's data is divided into epochs, minibatches and iterations.
 *
 * @param minibatchesPerEpoch of the worker with the most examples
 * @param updatesPerMinibatch 1, or the time segments of a minibatch under truncated BPTT
 * @param firstIteration the network's iteration count at the start
 * @param lastIteration the iteration count the run ends with
 */
@Internal
public record RunPlan(
    int minibatchesPerEpoch, int updatesPerMinibatch, int firstIteration, int lastIteration) {

  /**
   * The plan of a run that starts at an iteration.
   *
   * @throws ClrException if the iteration count would pass 2^31-1, the most that DL4J can count
   */
  public static RunPlan of(
      TrainingData data, Architecture network, TrainerSettings settings, int first) {
    int minibatches =
        Math.toIntExact(
            Iterations.perEpoch(data.examples(), settings.workers(), settings.batchSize()));
    int updates = updatesPerMinibatch(network, data.layout());
    long planned = settings.plannedIterations((long) minibatches * updates);
    long iterations = Iterations.ceil(planned, updates) * updates; // DL4J makes whole minibatches
    if (first + iterations > Integer.MAX_VALUE) {
      throw new ClrException(
          "Cannot train %d iterations from iteration %d: DL4J counts iterations to 2147483647. Train fewer epochs, or with larger minibatches."
              .formatted(iterations, first));
    }
    return new RunPlan(minibatches, updates, first, (int) (first + iterations));
  }

  /**
   * Refuses to resume a run that is past its planned end.
   *
   * @param iteration the one that comes next
   * @throws ClrException naming both lengths
   */
  public void requireNotPast(int iteration, String runId) {
    if (iteration > lastIteration) {
      throw new ClrException(
          "Cannot resume run %s: it has made %d iterations, and is to make %d. Give more epochs or iterations."
              .formatted(runId, iteration - firstIteration, lastIteration - firstIteration));
    }
  }

  public long iterationsPerEpoch() {
    return (long) minibatchesPerEpoch * updatesPerMinibatch;
  }

  /** Minibatches of the round that starts at an iteration and at a minibatch of its epoch. */
  public int minibatches(int averagingFrequency, int minibatch, int iteration) {
    int leftInEpoch = minibatchesPerEpoch - minibatch;
    long leftInRun = Iterations.ceil((long) lastIteration - iteration, updatesPerMinibatch);
    return (int) Math.min(averagingFrequency, Math.min(leftInEpoch, leftInRun));
  }

  private static int updatesPerMinibatch(Architecture network, ExampleLayout layout) {
    if (network.segmentLength() == 0) {
      return 1;
    }
    long[] features = layout.features(0);
    if (features.length != 2 || layout.labels(0).length != 2) {
      throw new ClrException(
          "Cannot train with truncated BPTT on [%s]: features and labels must be sequences, [examples, size, steps]. Use BackpropType.Standard."
              .formatted(layout));
    }
    return Math.toIntExact(Iterations.ceil(features[1], network.segmentLength()));
  }
}
