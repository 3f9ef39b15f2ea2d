package io.clrspark.training;

import io.clrspark.conf.CheckpointProperties;
import io.clrspark.conf.ModelProperties;
import io.clrspark.conf.Property;
import io.clrspark.conf.PropertyValues;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunKind;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.plan.RunRequest;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import io.clrspark.training.settings.TrainerSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A trainer's options, and what it trains with that is no option; made by {@link
 * ClrTrainer#builder}.
 */
public final class ClrTrainerBuilder {
  private final ISchedule schedule;
  private final Map<String, JavaRDD<?>> evaluations = new LinkedHashMap<>();
  private final List<TrainingObserver> observers = new ArrayList<>();
  private PropertyValues options = PropertyValues.NONE;
  private Map<String, String> configuration = Map.of();
  private @Nullable Map<String, String> rangeTest;
  private @Nullable MemoryLog memory;
  private @Nullable DataNormalization normalizer;

  ClrTrainerBuilder(ISchedule schedule) {
    this.schedule = schedule;
  }

  /** Takes all of these options, in place of those that were set. */
  public ClrTrainerBuilder settings(TrainerSettings settings) {
    this.options = settings.values();
    return this;
  }

  /** Logical workers, at least 1 (default 2); not executors: the result depends on it. */
  public ClrTrainerBuilder workers(int workers) {
    return set("workers", TrainingProperties.WORKERS, workers);
  }

  /** Examples a worker uses for one update, at least 1 (default 32). */
  public ClrTrainerBuilder batchSize(int batchSize) {
    return set("batchSize", TrainingProperties.BATCH_SIZE, batchSize);
  }

  /** Minibatches a worker uses between two averagings, at least 1 (default 5). */
  public ClrTrainerBuilder averagingFrequency(int averagingFrequency) {
    return set("averagingFrequency", TrainingProperties.AVERAGING_FREQUENCY, averagingFrequency);
  }

  /** Passes over the data, at least 1 (default 1, unless iterations are given). */
  public ClrTrainerBuilder epochs(int epochs) {
    return set("epochs", TrainingProperties.EPOCHS, epochs);
  }

  /** Updates, at least 1; the run may end within an epoch. */
  public ClrTrainerBuilder iterations(long iterations) {
    return set("iterations", TrainingProperties.ITERATIONS, iterations);
  }

  /** Decides the deal of examples to workers, their order, and dropout (default 42). */
  public ClrTrainerBuilder seed(long seed) {
    return set("seed", TrainingProperties.SEED, seed);
  }

  /** Whether each epoch has an order of its own (default), or the data's. */
  public ClrTrainerBuilder shuffle(boolean shuffle) {
    return set("shuffle", TrainingProperties.SHUFFLE, shuffle);
  }

  /** What becomes of momentum and the like between rounds (default: averaged). */
  public ClrTrainerBuilder updaterState(UpdaterState updaterState) {
    return set("updaterState", TrainingProperties.UPDATER_STATE, updaterState);
  }

  /** Where the workers' states are averaged (default: wherever it costs less). */
  public ClrTrainerBuilder averaging(Averaging averaging) {
    return set("averaging", TrainingProperties.AVERAGING, averaging);
  }

  /**
   * The time a round, or an evaluation, may take, at least a millisecond (default: no limit). At
   * its end the round's jobs are cancelled, the executors that have not answered are replaced, and
   * the round is repeated, with the same result; the second time the training fails and names them.
   * It has to leave time for lost data to be computed again.
   */
  public ClrTrainerBuilder roundTimeout(Duration roundTimeout) {
    Duration whole = Duration.ofMillis(roundTimeout.toMillis());
    return set("roundTimeout", TrainingProperties.ROUND_TIMEOUT, whole);
  }

  /** What to do about a loss or parameters that are NaN or infinite (default: fail). */
  public ClrTrainerBuilder onNonFinite(OnNonFinite onNonFinite) {
    options =
        options.without(
            List.of(CheckpointProperties.MAX_LR_FACTOR, CheckpointProperties.ROLLBACKS));
    set("onNonFinite", CheckpointProperties.NON_FINITE, onNonFinite.action());
    if (onNonFinite.action() == NonFiniteAction.ROLLBACK) {
      set("maxLrFactor", CheckpointProperties.MAX_LR_FACTOR, onNonFinite.maxLrFactor());
      set("times", CheckpointProperties.ROLLBACKS, onNonFinite.times());
    }
    return this;
  }

  /** Where the history is kept, any Hadoop path; without it, in the driver's memory. */
  public ClrTrainerBuilder history(String path) {
    return set("history", TrainingProperties.HISTORY_PATH, path);
  }

  /**
   * Keeps the history in that log, where it can be read during the run too; its id is the run's.
   */
  public ClrTrainerBuilder history(MemoryLog log) {
    this.memory = log;
    return this;
  }

  /**
   * Saves the trained network there, any Hadoop path, in the format of DL4J's {@code
   * ModelSerializer}, with its updater. A file of that name is replaced.
   */
  public ClrTrainerBuilder saveModel(String path) {
    return set("saveModel", ModelProperties.SAVE, path);
  }

  /**
   * Saves it with the model, as DL4J's {@code ModelSerializer} does; the trainer scales nothing
   * itself.
   */
  public ClrTrainerBuilder normalizer(DataNormalization normalizer) {
    this.normalizer = normalizer;
    return this;
  }

  /** The run's id; without it, one is made of the time and chance. */
  public ClrTrainerBuilder runId(String runId) {
    return set("runId", TrainingProperties.RUN_ID, runId);
  }

  /** Keeps checkpoints, so that {@link #resume} can go on where a run was when it died. */
  public ClrTrainerBuilder checkpoints(Checkpoints checkpoints) {
    set("checkpoints", CheckpointProperties.PATH, checkpoints.path());
    every(CheckpointProperties.EVERY_ITERATIONS, checkpoints.everyIterations());
    every(CheckpointProperties.EVERY_MINUTES, checkpoints.everyMinutes());
    every(CheckpointProperties.EVERY_EPOCHS, checkpoints.everyEpochs());
    return set("keep", CheckpointProperties.KEEP, checkpoints.keep());
  }

  /**
   * Goes on with the next iteration after the newest checkpoint of that run, to the end that this
   * trainer's epochs or iterations say, counted from where the run began. What decides the result
   * must be as it was; the network given need only be of the same configuration.
   */
  public ClrTrainerBuilder resume(String runId) {
    if (runId.equals(CheckpointProperties.AUTO)) {
      throw new IllegalArgumentException(
          "Invalid resume: auto (it stands for any unfinished run: call runId and resumeUnfinished)");
    }
    options = options.without(List.of(TrainingProperties.RUN_ID));
    return set("resume", CheckpointProperties.RESUME, runId);
  }

  /**
   * Goes on with the run of {@link #runId}, or without one with the newest unfinished run of the
   * same options, schedule, network and configuration among the checkpoints; starts a new run if
   * there is none. For who starts the same program again after a crash.
   */
  public ClrTrainerBuilder resumeUnfinished() {
    return set("resume", CheckpointProperties.RESUME, CheckpointProperties.AUTO);
  }

  /** Held-out data to score after each epoch and at the end. */
  public ClrTrainerBuilder evaluation(String name, JavaRDD<DataSet> data) {
    this.evaluations.put(name, data);
    return this;
  }

  /** Held-out data for a graph of several inputs or outputs. */
  public ClrTrainerBuilder evaluationMultiDataSet(
      String name, JavaRDD<? extends MultiDataSet> data) {
    this.evaluations.put(name, data);
    return this;
  }

  /**
   * Scores held-out data whenever that many more iterations have been made, at least 1, instead of
   * after each epoch; with several updates a round, after the round.
   */
  public ClrTrainerBuilder evaluationFrequency(int iterations) {
    return set("evaluationFrequency", TrainingProperties.EVALUATION_FREQUENCY, iterations);
  }

  /**
   * Makes the run a range test: recorded as one, with these settings besides the configuration, and
   * the network stays as it was. No model may be saved.
   */
  public ClrTrainerBuilder rangeTest(Map<String, String> settings) {
    this.rangeTest = Map.copyOf(settings);
    return this;
  }

  /** Hears of the run on the driver. */
  public ClrTrainerBuilder observer(TrainingObserver observer) {
    this.observers.add(observer);
    return this;
  }

  /** Properties to record with the run. */
  public ClrTrainerBuilder configuration(Map<String, String> configuration) {
    this.configuration = Map.copyOf(configuration);
    return this;
  }

  /**
   * The trainer.
   *
   * @throws IllegalArgumentException if both epochs and iterations were given, two places for the
   *     history, a range test is to save a model or checkpoints, or a run is to be resumed or
   *     rolled back without checkpoints
   */
  public ClrTrainer build() {
    requireNothingToKeepOfRangeTest();
    TrainerSettings settings = TrainerSettings.of(options);
    requireOneHistory(settings);
    Map<String, String> recorded = new TreeMap<>(configuration);
    recorded.putAll(rangeTest == null ? Map.of() : rangeTest);
    RunKind kind = rangeTest == null ? RunKind.TRAIN : RunKind.RANGE_TEST;
    return new ClrTrainer(
        new RunRequest(schedule, settings, kind, recorded, evaluations, observers, memory),
        normalizer);
  }

  private void requireOneHistory(TrainerSettings settings) {
    if (memory != null) {
      String id = memory.runId();
      refuse("history", settings.historyPath(), "a log in memory is set too: give one of them");
      refuse(
          "runId",
          settings.runId().filter(given -> !given.equals(id)),
          "the log in memory is of run " + id);
    }
  }

  private void requireNothingToKeepOfRangeTest() {
    if (rangeTest != null) {
      refuse(
          "saveModel",
          options.set(ModelProperties.SAVE),
          "a range test leaves no trained network");
      refuse(
          "checkpoints", options.set(CheckpointProperties.PATH), "a range test cannot be resumed");
    }
  }

  /** Refuses an option that is set. */
  private static void refuse(String name, Optional<String> given, String reason) {
    if (given.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (%s)".formatted(name, given.get(), reason));
    }
  }

  private <T> ClrTrainerBuilder set(String name, Property<T> option, T value) {
    options = options.with(option, option.checked(name, value));
    return this;
  }

  private void every(Property<Integer> option, int every) {
    options = options.without(List.of(option));
    if (every > 0) {
      set(option.name(), option, every);
    }
  }
}
