package io.clrspark.conf;

import java.util.List;

/** The properties of checkpoints; see {@code Checkpoints}. */
public final class CheckpointProperties {

  /** The value of {@link #RESUME} that looks for a run itself. */
  public static final String AUTO = "auto";

  public static final Property<String> PATH =
      new Property<>(
          "checkpoint.path",
          ValueType.text(),
          "",
          "Folder of checkpoints, on any file system Spark knows; many runs may share it.");

  public static final Property<Integer> EVERY_ITERATIONS =
      new Property<>(
          "checkpoint.everyIterations",
          ValueType.count(),
          "",
          "Iterations from one checkpoint to the next. With none of the three: each epoch and every"
              + " 10 minutes.");

  public static final Property<Integer> EVERY_MINUTES =
      new Property<>(
          "checkpoint.everyMinutes",
          ValueType.count(),
          "",
          "Minutes from one checkpoint to the next.");

  public static final Property<Integer> EVERY_EPOCHS =
      new Property<>(
          "checkpoint.everyEpochs",
          ValueType.count(),
          "",
          "Epochs from one checkpoint to the next.");

  public static final Property<Integer> KEEP =
      new Property<>(
          "checkpoint.keep", ValueType.count(1000), "3", "How many checkpoints of a run are kept.");

  public static final Property<String> RESUME =
      new Property<>(
          "resume",
          ValueType.text(),
          "",
          "Goes on with the run of that id; auto: with that of runId, else the newest unfinished run"
              + " with these properties, else a new one.");

  private CheckpointProperties() {}

  static List<Property<?>> all() {
    return List.of(PATH, EVERY_ITERATIONS, EVERY_MINUTES, EVERY_EPOCHS, KEEP, RESUME);
  }

  static void require(ClrConf conf) {
    if (conf.set(PATH).isEmpty()) {
      List.of(EVERY_ITERATIONS, EVERY_MINUTES, EVERY_EPOCHS, KEEP, RESUME)
          .forEach(property -> conf.refuse(property, PATH + " is not set: set it"));
    }
    conf.set(TrainingProperties.RUN_ID)
        .filter(id -> !id.equals(conf.set(RESUME).orElse(id)))
        .filter(id -> !conf.get(RESUME).equals(AUTO))
        .ifPresent(
            id ->
                conf.refuse(
                    RESUME, TrainingProperties.RUN_ID + " = " + id + ": give the same or one"));
  }
}
