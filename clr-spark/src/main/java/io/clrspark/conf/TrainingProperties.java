package io.clrspark.conf;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The properties of a training run; see {@code ClrTrainer}. */
public final class TrainingProperties {

  public static final Property<Integer> WORKERS =
      new Property<>(
          "workers",
          ValueType.count(100_000),
          "2",
          "Logical workers, each with a share of the data. The result depends on their number,"
              + " not on that of executors or cores.");

  public static final Property<Integer> BATCH_SIZE =
      new Property<>("batchSize", ValueType.count(), "32", "Examples a worker uses for an update.");

  public static final Property<Integer> AVERAGING_FREQUENCY =
      new Property<>(
          "averagingFrequency",
          ValueType.count(),
          "5",
          "Updates a worker makes between two averagings.");

  public static final Property<Integer> EPOCHS =
      new Property<>(
          "epochs",
          ValueType.count(),
          "1",
          Decides.COURSE,
          "Passes over the training data. Not together with iterations.");

  public static final Property<Long> ITERATIONS =
      new Property<>(
          "iterations",
          ValueType.whole(1, Integer.MAX_VALUE),
          "",
          Decides.COURSE,
          "Updates in all, instead of epochs; the run may end within an epoch.");

  public static final Property<Long> SEED =
      new Property<>(
          "seed",
          ValueType.whole(Long.MIN_VALUE, Long.MAX_VALUE),
          "42",
          "Decides the test split, the first weights, who gets which example, and the order.");

  public static final Property<Boolean> SHUFFLE =
      new Property<>(
          "shuffle", ValueType.yesNo(), "true", "Whether every epoch has an order of its own.");

  public static final Property<UpdaterState> UPDATER_STATE =
      new Property<>(
          "updaterState",
          ValueType.choice("choice", List.of(UpdaterState.values())),
          "average",
          "What becomes of momentum and the like at an averaging.");

  public static final Property<Averaging> AVERAGING =
      new Property<>(
          "averaging",
          ValueType.choice("choice", List.of(Averaging.values())),
          "auto",
          Decides.COURSE,
          "Where the workers' states are averaged; the result is the same.");

  public static final Property<Integer> EVALUATION_FREQUENCY =
      new Property<>(
          "evaluationFrequency",
          ValueType.count(),
          "",
          "Iterations between two scorings of the held-out data; after each epoch and at the end"
              + " unless given.");

  public static final Property<Duration> ROUND_TIMEOUT =
      new Property<>(
          "roundTimeout",
          ValueType.time(),
          "",
          Decides.COURSE,
          "How long a round or an evaluation may take: then its executors that have not answered"
              + " are replaced and it is repeated, once. No limit unless given.");

  public static final Property<String> RUN_ID =
      new Property<>(
          "runId",
          ValueType.runId(),
          "",
          Decides.PLACE,
          "The run's name in the history; made of time and chance unless given.");

  public static final Property<String> HISTORY_PATH =
      new Property<>(
          "history.path",
          ValueType.text(),
          "",
          Decides.PLACE,
          "Folder of the history, on any file system Spark knows; many runs may share it.");

  private TrainingProperties() {}

  /** All options of a training, wherever they are declared; no network, data or schedule. */
  public static List<Property<?>> options() {
    return Stream.of(all(), CheckpointProperties.all(), List.of(ModelProperties.SAVE))
        .<Property<?>>flatMap(List::stream)
        .toList();
  }

  static List<Property<?>> all() {
    return List.of(
        WORKERS,
        BATCH_SIZE,
        AVERAGING_FREQUENCY,
        EPOCHS,
        ITERATIONS,
        SEED,
        SHUFFLE,
        UPDATER_STATE,
        AVERAGING,
        EVALUATION_FREQUENCY,
        ROUND_TIMEOUT,
        RUN_ID,
        HISTORY_PATH);
  }
}
