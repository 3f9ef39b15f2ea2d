package io.clrspark.conf;

import static io.clrspark.conf.Property.Decides.COURSE;
import static io.clrspark.conf.Property.Decides.PLACE;
import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.count;
import static io.clrspark.conf.ValueType.path;
import static io.clrspark.conf.ValueType.runId;
import static io.clrspark.conf.ValueType.time;
import static io.clrspark.conf.ValueType.whole;
import static io.clrspark.conf.ValueType.yesNo;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The properties of a training run; see {@code ClrTrainer}. */
public final class TrainingProperties {
  static final PropertyList ALL = new PropertyList();

  public static final Property<Integer> WORKERS =
      ALL.of("workers", count(100_000), "2")
          .doc(
              "Logical workers, each with a share of the data. The result depends on their number,"
                  + " not on that of executors or cores.");

  public static final Property<Integer> BATCH_SIZE =
      ALL.of("batchSize", count(), "32").doc("Examples a worker uses for an update.");

  public static final Property<Integer> AVERAGING_FREQUENCY =
      ALL.of("averagingFrequency", count(), "5")
          .doc("Updates a worker makes between two averagings.");

  public static final Property<Integer> EPOCHS =
      ALL.of("epochs", count(), "1", COURSE)
          .doc("Passes over the training data. Not together with iterations.");

  public static final Property<Long> ITERATIONS =
      ALL.of("iterations", whole(1, Integer.MAX_VALUE), COURSE)
          .doc("Updates in all, instead of epochs; the run may end within an epoch.");

  public static final Property<Long> SEED =
      ALL.of("seed", whole(Long.MIN_VALUE, Long.MAX_VALUE), "42")
          .doc("Decides the test split, the first weights, who gets which example, and the order.");

  public static final Property<Boolean> SHUFFLE =
      ALL.of("shuffle", yesNo(), "true").doc("Whether every epoch has an order of its own.");

  public static final Property<UpdaterState> UPDATER_STATE =
      ALL.of("updaterState", choice(UpdaterState.class), "average")
          .doc("What becomes of momentum and the like at an averaging.");

  public static final Property<Averaging> AVERAGING =
      ALL.of("averaging", choice(Averaging.class), "auto", COURSE)
          .doc("Where the workers' states are averaged; the result is the same.");

  public static final Property<Integer> EVALUATION_FREQUENCY =
      ALL.of("evaluationFrequency", count())
          .doc(
              "Iterations between two scorings of the held-out data; after each epoch and at the"
                  + " end unless given.");

  public static final Property<Duration> ROUND_TIMEOUT =
      ALL.of("roundTimeout", time(), COURSE)
          .doc(
              "How long a round or an evaluation may take: then its executors that have not"
                  + " answered are replaced and it is repeated, once. No limit unless given.");

  public static final Property<String> RUN_ID =
      ALL.of("runId", runId(), PLACE)
          .doc("The run's name in the history; made of time and chance unless given.");

  public static final Property<String> HISTORY_PATH =
      ALL.of("history.path", path(), PLACE)
          .doc("Folder of the history, on any file system Spark knows; many runs may share it.");

  private TrainingProperties() {}

  /** All options of a training, wherever they are declared; no network, data or schedule. */
  public static List<Property<?>> options() {
    return Stream.of(ALL, CheckpointProperties.ALL, List.of(ModelProperties.SAVE))
        .<Property<?>>flatMap(List::stream)
        .toList();
  }
}
