package io.clrspark.training.settings;

import io.clrspark.Internal;
import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property.Decides;
import io.clrspark.conf.PropertyValues;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.TrainingRules;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * All options of a training. What was not set has the default that its property declares.
 *
 * <p>Properties or a {@code ClrTrainerBuilder} make them, and {@link #asProperties} writes them as
 * properties again. A new option is a property, an accessor here, and a method of the builder.
 * Immutable; equal where all options are.
 */
public final class TrainerSettings implements Serializable {

  private static final long serialVersionUID = 1L;

  private final PropertyValues values;

  private TrainerSettings(PropertyValues values) {
    this.values = values;
  }

  /** The options of a training in properties. */
  public static TrainerSettings of(ClrConf conf) {
    return new TrainerSettings(conf.values().only(TrainingProperties.options()));
  }

  /** The options of a range test in properties, except its length. */
  public static TrainerSettings ofRangeTest(ClrConf conf) {
    return new TrainerSettings(RangeProperties.training(conf.values()));
  }

  /**
   * Options that a program set.
   *
   * @throws IllegalArgumentException if two options contradict each other
   */
  @Internal
  public static TrainerSettings of(PropertyValues values) {
    TrainingRules.broken(values)
        .ifPresent(
            rule -> {
              throw new IllegalArgumentException(rule.inCode());
            });
    return new TrainerSettings(values);
  }

  /** The options that were set. */
  @Internal
  public PropertyValues values() {
    return values;
  }

  /** Logical workers. */
  public int workers() {
    return values.get(TrainingProperties.WORKERS);
  }

  /** Examples a worker uses for one update. */
  public int batchSize() {
    return values.get(TrainingProperties.BATCH_SIZE);
  }

  /** Minibatches a worker uses between two averagings. */
  public int averagingFrequency() {
    return values.get(TrainingProperties.AVERAGING_FREQUENCY);
  }

  /** Passes over the data; ignored if there are {@link #iterations}. */
  public int epochs() {
    return values.get(TrainingProperties.EPOCHS);
  }

  /** Updates of the run; empty if epochs decide its length. */
  public Optional<Long> iterations() {
    return values.set(TrainingProperties.ITERATIONS);
  }

  /** The iterations of a run with that many iterations per epoch. */
  public long plannedIterations(long iterationsPerEpoch) {
    return iterations().orElseGet(() -> Math.multiplyExact((long) epochs(), iterationsPerEpoch));
  }

  /** Decides which worker gets which example, the order of examples, and dropout. */
  public long seed() {
    return values.get(TrainingProperties.SEED);
  }

  /** Whether each epoch has its own order of examples. */
  public boolean shuffle() {
    return values.get(TrainingProperties.SHUFFLE);
  }

  /** What happens to updater state such as momentum between rounds. */
  public UpdaterState updaterState() {
    return values.get(TrainingProperties.UPDATER_STATE);
  }

  /** Where the workers' states are averaged. */
  public Averaging averaging() {
    return values.get(TrainingProperties.AVERAGING);
  }

  /** Iterations between two evaluations; empty for after each epoch. */
  public Optional<Integer> evaluationFrequency() {
    return values.set(TrainingProperties.EVALUATION_FREQUENCY);
  }

  /** The longest time of a round or an evaluation; empty for no limit. */
  public Optional<Duration> roundTimeout() {
    return values.set(TrainingProperties.ROUND_TIMEOUT);
  }

  /** What to do about a loss or parameters that are NaN or infinite. */
  public OnNonFinite onNonFinite() {
    return new OnNonFinite(
        values.get(CheckpointProperties.NON_FINITE),
        values.get(CheckpointProperties.MAX_LR_FACTOR),
        values.get(CheckpointProperties.ROLLBACKS));
  }

  /** Where the history is kept; empty for in memory. */
  public Optional<String> historyPath() {
    return values.set(TrainingProperties.HISTORY_PATH);
  }

  /** Where the trained network is saved; empty for nowhere. */
  public Optional<String> modelPath() {
    return values.set(ModelProperties.SAVE);
  }

  /** The id of the run, or of the run to resume; empty if the run makes its own. */
  public Optional<String> runId() {
    return values.set(TrainingProperties.RUN_ID).or(this::resumedRun);
  }

  private Optional<String> resumedRun() {
    return values
        .set(CheckpointProperties.RESUME)
        .filter(id -> !id.equals(CheckpointProperties.AUTO));
  }

  /** Where, how often and how many checkpoints are kept; empty for none. */
  public Optional<Checkpoints> checkpoints() {
    return values
        .set(CheckpointProperties.PATH)
        .map(
            path ->
                new Checkpoints(
                    path,
                    values.set(CheckpointProperties.EVERY_ITERATIONS).orElse(0),
                    values.set(CheckpointProperties.EVERY_MINUTES).orElse(0),
                    values.set(CheckpointProperties.EVERY_EPOCHS).orElse(0),
                    values.get(CheckpointProperties.KEEP)));
  }

  /** Which run is resumed. */
  @Internal
  public Resume resume() {
    if (!values.has(CheckpointProperties.RESUME)) {
      return Resume.NONE;
    }
    return resumedRun().isPresent() ? Resume.RUN : Resume.UNFINISHED;
  }

  /** The options as properties, by full key, with defaults; without those that have no effect. */
  public SortedMap<String, String> asProperties() {
    return asProperties(EnumSet.allOf(Decides.class));
  }

  /** The same, limited to options that decide these things. */
  public SortedMap<String, String> asProperties(Set<Decides> what) {
    return values.texts(
        TrainingProperties.options(),
        option -> what.contains(option.decides()) && TrainingRules.applies(option, values));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TrainerSettings that && asProperties().equals(that.asProperties());
  }

  @Override
  public int hashCode() {
    return asProperties().hashCode();
  }

  @Override
  public String toString() {
    return asProperties().toString();
  }
}
