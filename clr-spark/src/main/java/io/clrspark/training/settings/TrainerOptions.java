package io.clrspark.training.settings;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.training.ClrTrainerBuilder;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** What a run does, apart from its schedule, network and data; checked by the builder. */
public final class TrainerOptions implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int workers;
  private final int batchSize;
  private final int averagingFrequency;
  private final long epochs;
  private final long iterations;
  private final long seed;
  private final boolean shuffle;
  private final UpdaterState updaterState;
  private final Averaging averaging;
  private final int evaluationFrequency;
  private final Duration roundTimeout;
  private final OnNonFinite onNonFinite;

  public TrainerOptions(ClrTrainerBuilder builder) {
    this.workers = builder.workers;
    this.batchSize = builder.batchSize;
    this.averagingFrequency = builder.averagingFrequency;
    this.epochs = builder.epochs.orElse(builder.iterations.isPresent() ? 0 : 1);
    this.iterations = builder.iterations.orElse(0);
    this.seed = builder.seed;
    this.shuffle = builder.shuffle;
    this.updaterState = builder.updaterState;
    this.averaging = builder.averaging;
    this.evaluationFrequency = builder.evaluationFrequency;
    this.roundTimeout = builder.roundTimeout;
    this.onNonFinite = builder.onNonFinite;
  }

  public int workers() {
    return workers;
  }

  public int batchSize() {
    return batchSize;
  }

  public int averagingFrequency() {
    return averagingFrequency;
  }

  /** Passes over the data; 0 where iterations are given instead. */
  public long epochs() {
    return epochs;
  }

  /** How many iterations a run has whose epochs have that many. */
  public long plannedIterations(long iterationsPerEpoch) {
    return iterations > 0 ? iterations : Math.multiplyExact(epochs, iterationsPerEpoch);
  }

  public long seed() {
    return seed;
  }

  public boolean shuffle() {
    return shuffle;
  }

  public UpdaterState updaterState() {
    return updaterState;
  }

  public Averaging averaging() {
    return averaging;
  }

  /** Iterations between two evaluations; 0 for once an epoch. */
  public int evaluationFrequency() {
    return evaluationFrequency;
  }

  /** What a round, or an evaluation, may take; zero for no limit. */
  public Duration roundTimeout() {
    return roundTimeout;
  }

  public OnNonFinite onNonFinite() {
    return onNonFinite;
  }

  /** The options under the names that properties have. */
  public Map<String, String> asProperties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("spark.clr.workers", String.valueOf(workers));
    properties.put("spark.clr.batchSize", String.valueOf(batchSize));
    properties.put("spark.clr.averagingFrequency", String.valueOf(averagingFrequency));
    if (iterations > 0) {
      properties.put("spark.clr.iterations", String.valueOf(iterations));
    } else {
      properties.put("spark.clr.epochs", String.valueOf(epochs));
    }
    properties.put("spark.clr.seed", String.valueOf(seed));
    properties.put("spark.clr.shuffle", String.valueOf(shuffle));
    properties.put("spark.clr.updaterState", updaterState.toString());
    properties.put("spark.clr.averaging", averaging.toString());
    if (!roundTimeout.isZero()) {
      properties.put("spark.clr.roundTimeout", roundTimeout.toMillis() + "ms");
    }
    properties.put("spark.clr.nonFinite", onNonFinite.action().toString());
    if (onNonFinite.action() == NonFiniteAction.ROLLBACK) {
      properties.put("spark.clr.nonFinite.maxLrFactor", String.valueOf(onNonFinite.maxLrFactor()));
      properties.put("spark.clr.nonFinite.rollbacks", String.valueOf(onNonFinite.times()));
    }
    return properties;
  }
}
