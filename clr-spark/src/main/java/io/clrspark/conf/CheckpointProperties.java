package io.clrspark.conf;

import io.clrspark.conf.choice.NonFiniteAction;
import java.util.List;

/** The properties of checkpoints and of numbers that go wrong; see {@code Checkpoints}. */
public final class CheckpointProperties {

  /** The value of {@link #RESUME} that looks for a run itself. */
  public static final String AUTO = "auto";

  public static final Property<String> PATH =
      new Property<>(
          "checkpoint.path",
          ValueType.text(),
          "",
          Decides.PLACE,
          "Folder of checkpoints, on any file system Spark knows; many runs may share it.");

  public static final Property<Integer> EVERY_ITERATIONS =
      new Property<>(
          "checkpoint.everyIterations",
          ValueType.count(),
          "",
          Decides.PLACE,
          "Iterations from one checkpoint to the next. With none of the three: each epoch and every"
              + " 10 minutes.");

  public static final Property<Integer> EVERY_MINUTES =
      new Property<>(
          "checkpoint.everyMinutes",
          ValueType.count(),
          "",
          Decides.PLACE,
          "Minutes from one checkpoint to the next.");

  public static final Property<Integer> EVERY_EPOCHS =
      new Property<>(
          "checkpoint.everyEpochs",
          ValueType.count(),
          "",
          Decides.PLACE,
          "Epochs from one checkpoint to the next.");

  public static final Property<Integer> KEEP =
      new Property<>(
          "checkpoint.keep",
          ValueType.count(1000),
          "3",
          Decides.PLACE,
          "How many checkpoints of a run are kept.");

  public static final Property<String> RESUME =
      new Property<>(
          "resume",
          ValueType.text(),
          "",
          Decides.PLACE,
          "Goes on with the run of that id; auto: with that of runId, else the newest unfinished run"
              + " with these properties, else a new one.");

  public static final Property<NonFiniteAction> NON_FINITE =
      new Property<>(
          "nonFinite",
          ValueType.choice("choice", List.of(NonFiniteAction.values())),
          "fail",
          Decides.COURSE,
          "What to do about a worker's loss or parameters that are NaN or infinite: fail, go back to"
              + " the newest checkpoint and on with a lower maxLr, or average the round without that"
              + " worker.");

  public static final Property<Double> MAX_LR_FACTOR =
      new Property<>(
          "nonFinite.maxLrFactor",
          ValueType.number("a number > 0 and < 1", Double.MIN_VALUE, Math.nextDown(1.0)),
          "0.5",
          Decides.COURSE,
          "What maxLr is multiplied by when the run goes back.");

  public static final Property<Integer> ROLLBACKS =
      new Property<>(
          "nonFinite.rollbacks",
          ValueType.count(),
          "3",
          Decides.COURSE,
          "How often the run goes back before it fails.");

  private CheckpointProperties() {}

  static List<Property<?>> all() {
    return List.of(
        PATH,
        EVERY_ITERATIONS,
        EVERY_MINUTES,
        EVERY_EPOCHS,
        KEEP,
        RESUME,
        NON_FINITE,
        MAX_LR_FACTOR,
        ROLLBACKS);
  }
}
