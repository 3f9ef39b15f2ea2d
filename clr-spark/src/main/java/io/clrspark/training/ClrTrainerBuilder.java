package io.clrspark.training;

import io.clrspark.Internal;
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
import io.clrspark.model.ModelInfo;
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
 * Sets the options of a trainer, its observers and its held-out data; made by {@link
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
  private ModelInfo modelInfo = ModelInfo.none();

  ClrTrainerBuilder(ISchedule schedule) {
    this.schedule = schedule;
  }

  /** Replaces all options by these. */
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

  /** Decides which worker gets which example, the order of examples, and dropout (default 42). */
  public ClrTrainerBuilder seed(long seed) {
    return set("seed", TrainingProperties.SEED, seed);
  }

  /** Whether each epoch has its own order of examples (default) or the data's. */
  public ClrTrainerBuilder shuffle(boolean shuffle) {
    return set("shuffle", TrainingProperties.SHUFFLE, shuffle);
  }

  /** What happens to updater state such as momentum between rounds (default: averaged). */
  public ClrTrainerBuilder updaterState(UpdaterState updaterState) {
    return set("updaterState", TrainingProperties.UPDATER_STATE, updaterState);
  }

  /** Where the workers' states are averaged (default: wherever it costs less). */
  public ClrTrainerBuilder averaging(Averaging averaging) {
    return set("averaging", TrainingProperties.AVERAGING, averaging);
  }

  /**
   * The longest time of a round or an evaluation, at least a millisecond (default: no limit). After
   * that time the round's jobs are cancelled, executors that have not answered are replaced, and
   * the round is repeated with the same result. If it takes too long again, the training fails and
   * names them. Leave time for lost data to be computed again.
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
   * Keeps the history in a log in memory, which can be read during the run too. The run gets the
   * log's run id.
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
   * A normalizer to save with the model, as DL4J's {@code ModelSerializer} does. The trainer itself
   * scales nothing.
   */
  public ClrTrainerBuilder normalizer(DataNormalization normalizer) {
    this.normalizer = normalizer;
    return this;
  }

  /** Names of classes and features, to save with the model. */
  public ClrTrainerBuilder modelInfo(ModelInfo info) {
    this.modelInfo = info;
    return this;
  }

  /** The run's id. By default it is made of the time and a random number. */
  public ClrTrainerBuilder runId(String runId) {
    return set("runId", TrainingProperties.RUN_ID, runId);
  }

  /** Keeps checkpoints, from which {@link #resume} continues a run that died. */
  public ClrTrainerBuilder checkpoints(Checkpoints checkpoints) {
    set("checkpoints", CheckpointProperties.PATH, checkpoints.path());
    every(CheckpointProperties.EVERY_ITERATIONS, checkpoints.everyIterations());
    every(CheckpointProperties.EVERY_MINUTES, checkpoints.everyMinutes());
    every(CheckpointProperties.EVERY_EPOCHS, checkpoints.everyEpochs());
    return set("keep", CheckpointProperties.KEEP, checkpoints.keep());
  }

  /**
   * Resumes a run from its newest checkpoint. The run ends after this trainer's epochs or
   * iterations, counted from the run's first iteration. All that decides the result must be as it
   * was. The network needs the same configuration; its parameters come from the checkpoint.
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
   * Resumes the run of {@link #runId}, or if no id is set, the newest unfinished run with the same
   * options, schedule, network and configuration. Starts a new run if there is none. For a program
   * that is started again after a crash.
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

  /** Held-out data in any form that {@link ClrTrainer} takes. */
  @Internal
  public ClrTrainerBuilder heldOut(String name, JavaRDD<?> data) {
    this.evaluations.put(name, data);
    return this;
  }

  /**
   * Scores held-out data whenever that many more iterations have been made, at least 1, instead of
   * after each epoch; with several updates per round, after the round.
   */
  public ClrTrainerBuilder evaluationFrequency(int iterations) {
    return set("evaluationFrequency", TrainingProperties.EVALUATION_FREQUENCY, iterations);
  }

  /**
   * Makes the run a range test: it is recorded as one, together with these settings, and does not
   * change the network. It cannot save a model.
   */
  public ClrTrainerBuilder rangeTest(Map<String, String> settings) {
    this.rangeTest = Map.copyOf(settings);
    return this;
  }

  /** An observer, which is called on the driver. */
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
        normalizer,
        modelInfo);
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
          "saveModel", options.set(ModelProperties.SAVE), "a range test leaves no trained network");
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
