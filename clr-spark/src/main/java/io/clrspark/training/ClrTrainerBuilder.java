package io.clrspark.training;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.history.MemoryLog;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import io.clrspark.training.settings.OnNonFinite;
import io.clrspark.training.settings.Resume;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.schedule.ISchedule;

/** A trainer's options and their defaults; made by {@link ClrTrainer#builder}. */
public final class ClrTrainerBuilder {
  final ISchedule schedule;
  public int workers = 2;
  public int batchSize = 32;
  public int averagingFrequency = 5;
  public OptionalLong epochs = OptionalLong.empty();
  public OptionalLong iterations = OptionalLong.empty();
  public long seed = 42;
  public boolean shuffle = true;
  public UpdaterState updaterState = UpdaterState.AVERAGE;
  public Averaging averaging = Averaging.AUTO;
  public int evaluationFrequency;
  public Duration roundTimeout = Duration.ZERO;
  public OnNonFinite onNonFinite = OnNonFinite.fail();
  @Nullable Map<String, String> rangeTest;
  @Nullable String history;
  @Nullable MemoryLog memory;
  @Nullable String runId;
  @Nullable Checkpoints checkpoints;
  Resume resume = Resume.NONE;
  @Nullable String model;
  @Nullable DataNormalization normalizer;
  Map<String, String> configuration = Map.of();
  final Map<String, JavaRDD<?>> evaluations = new LinkedHashMap<>();
  final List<TrainingObserver> observers = new ArrayList<>();

  ClrTrainerBuilder(ISchedule schedule) {
    this.schedule = schedule;
  }

  /** Logical workers, at least 1 (default 2); not executors: the result depends on it. */
  public ClrTrainerBuilder workers(int workers) {
    this.workers = (int) positive("workers", workers);
    return this;
  }

  /** Examples a worker uses for one update, at least 1 (default 32). */
  public ClrTrainerBuilder batchSize(int batchSize) {
    this.batchSize = (int) positive("batchSize", batchSize);
    return this;
  }

  /** Minibatches a worker uses between two averagings, at least 1 (default 5). */
  public ClrTrainerBuilder averagingFrequency(int averagingFrequency) {
    this.averagingFrequency = (int) positive("averagingFrequency", averagingFrequency);
    return this;
  }

  /** Passes over the data, at least 1 (default 1, unless iterations are given). */
  public ClrTrainerBuilder epochs(int epochs) {
    this.epochs = OptionalLong.of(positive("epochs", epochs));
    return this;
  }

  /** Updates, at least 1; the run may end within an epoch. */
  public ClrTrainerBuilder iterations(long iterations) {
    this.iterations = OptionalLong.of(positive("iterations", iterations));
    return this;
  }

  /** Decides the deal of examples to workers, their order, and dropout (default 42). */
  public ClrTrainerBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /** Whether each epoch has an order of its own (default), or the data's. */
  public ClrTrainerBuilder shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /** What becomes of momentum and the like between rounds (default: averaged). */
  public ClrTrainerBuilder updaterState(UpdaterState updaterState) {
    this.updaterState = updaterState;
    return this;
  }

  /** Where the workers' states are averaged (default: wherever it costs less). */
  public ClrTrainerBuilder averaging(Averaging averaging) {
    this.averaging = averaging;
    return this;
  }

  /**
   * The time a round, or an evaluation, may take, at least a millisecond (default: no limit). At
   * its end the round's jobs are cancelled, the executors that have not answered are replaced, and
   * the round is repeated, with the same result; the second time the training fails and names them.
   * It has to leave time for lost data to be computed again.
   */
  public ClrTrainerBuilder roundTimeout(Duration roundTimeout) {
    positive("roundTimeout in milliseconds", roundTimeout.toMillis());
    this.roundTimeout = roundTimeout;
    return this;
  }

  /** What to do about a loss or parameters that are NaN or infinite (default: fail). */
  public ClrTrainerBuilder onNonFinite(OnNonFinite onNonFinite) {
    this.onNonFinite = onNonFinite;
    return this;
  }

  /** Where the history is kept, any Hadoop path; without it, in the driver's memory. */
  public ClrTrainerBuilder history(String path) {
    this.history = path;
    return this;
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
    this.model = path;
    return this;
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
    this.runId = runId;
    return this;
  }

  /** Keeps checkpoints, so that {@link #resume} can go on where a run was when it died. */
  public ClrTrainerBuilder checkpoints(Checkpoints checkpoints) {
    this.checkpoints = checkpoints;
    return this;
  }

  /**
   * Goes on with the next iteration after the newest checkpoint of that run, to the end that this
   * trainer's epochs or iterations say, counted from where the run began. What decides the result
   * must be as it was; the network given need only be of the same configuration.
   */
  public ClrTrainerBuilder resume(String runId) {
    this.resume = Resume.RUN;
    return runId(runId);
  }

  /**
   * Goes on with the run of {@link #runId}, or without one with the newest unfinished run of the
   * same options, schedule, network and configuration among the checkpoints; starts a new run if
   * there is none. For who starts the same program again after a crash.
   */
  public ClrTrainerBuilder resumeUnfinished() {
    this.resume = Resume.UNFINISHED;
    return this;
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
    this.evaluationFrequency = (int) positive("evaluationFrequency", iterations);
    return this;
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
    if (history != null && memory != null) {
      throw new IllegalArgumentException(
          "Invalid history: " + history + " (a log in memory is set too: give one of them)");
    }
    if (runId != null && memory != null && !runId.equals(memory.runId())) {
      throw new IllegalArgumentException(
          "Invalid runId: " + runId + " (the log in memory is of run " + memory.runId() + ")");
    }
    if (rangeTest != null && model != null) {
      throw new IllegalArgumentException(
          "Invalid saveModel: " + model + " (a range test leaves no trained network)");
    }
    if (rangeTest != null && checkpoints != null) {
      throw new IllegalArgumentException(
          "Invalid checkpoints: " + checkpoints.path() + " (a range test cannot be resumed)");
    }
    if (resume != Resume.NONE && checkpoints == null) {
      throw new IllegalArgumentException(
          "Invalid resume: there are no checkpoints (say where with checkpoints)");
    }
    if (onNonFinite.action() == NonFiniteAction.ROLLBACK && checkpoints == null) {
      throw new IllegalArgumentException(
          "Invalid onNonFinite: rollback (there are no checkpoints: say where with checkpoints)");
    }
    if (epochs.isPresent() && iterations.isPresent()) {
      throw new IllegalArgumentException(
          "Invalid iterations: "
              + iterations.getAsLong()
              + " (epochs = "
              + epochs.getAsLong()
              + " is set too: give one of them)");
    }
    return new ClrTrainer(this);
  }

  private static long positive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException("Invalid " + name + ": " + value + " (must be >= 1)");
    }
    return value;
  }
}
