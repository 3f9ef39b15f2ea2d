package io.clrspark.conf;

import static io.clrspark.conf.Property.Decides.COURSE;
import static io.clrspark.conf.Property.Decides.PLACE;
import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.count;
import static io.clrspark.conf.ValueType.number;
import static io.clrspark.conf.ValueType.path;
import static io.clrspark.conf.ValueType.text;

import io.clrspark.conf.choice.NonFiniteAction;

/** The properties of checkpoints and of numbers that go wrong; see {@code Checkpoints}. */
public final class CheckpointProperties {
  static final PropertyList ALL = new PropertyList();

  /** The value of {@link #RESUME} that looks for a run itself. */
  public static final String AUTO = "auto";

  public static final Property<String> PATH =
      ALL.of("checkpoint.path", path(), PLACE)
          .doc("Folder of checkpoints, on any file system Spark knows; many runs may share it.");

  public static final Property<Integer> EVERY_ITERATIONS =
      ALL.of("checkpoint.everyIterations", count(), PLACE)
          .doc(
              "Iterations from one checkpoint to the next. With none of the three: each epoch and"
                  + " every 10 minutes.");

  public static final Property<Integer> EVERY_MINUTES =
      ALL.of("checkpoint.everyMinutes", count(), PLACE)
          .doc("Minutes from one checkpoint to the next.");

  public static final Property<Integer> EVERY_EPOCHS =
      ALL.of("checkpoint.everyEpochs", count(), PLACE)
          .doc("Epochs from one checkpoint to the next.");

  public static final Property<Integer> KEEP =
      ALL.of("checkpoint.keep", count(1000), "3", PLACE)
          .doc("How many checkpoints of a run are kept.");

  public static final Property<String> RESUME =
      ALL.of("resume", text(), PLACE)
          .doc(
              "Goes on with the run of that id; auto: with that of runId, else the newest"
                  + " unfinished run with these properties, else a new one.");

  public static final Property<NonFiniteAction> NON_FINITE =
      ALL.of("nonFinite", choice(NonFiniteAction.class), "fail", COURSE)
          .doc(
              "What to do about a worker's loss or parameters that are NaN or infinite: fail, go"
                  + " back to the newest checkpoint and on with a lower maxLr, or average the"
                  + " round without that worker.");

  public static final Property<Double> MAX_LR_FACTOR =
      ALL.of(
              "nonFinite.maxLrFactor",
              number("a number > 0 and < 1", Double.MIN_VALUE, Math.nextDown(1.0)),
              "0.5",
              COURSE)
          .doc("What maxLr is multiplied by when the run goes back.");

  public static final Property<Integer> ROLLBACKS =
      ALL.of("nonFinite.rollbacks", count(), "3", COURSE)
          .doc("How often the run goes back before it fails.");

  private CheckpointProperties() {}
}
