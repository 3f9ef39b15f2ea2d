package io.clrspark.conf;

import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.length;
import static io.clrspark.conf.ValueType.number;
import static io.clrspark.conf.ValueType.whole;
import static io.clrspark.conf.ValueType.yesNo;

import io.clrspark.Internal;
import io.clrspark.PlainNumber;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.length.Length;
import io.clrspark.schedule.shape.ShapeKind;
import java.util.List;
import java.util.Optional;

/** The properties of schedules; the defaults and ranges of cycles are those of their builder. */
public final class ScheduleProperties {
  static final PropertyList ALL = new PropertyList();

  public static final Property<ShapeKind> SCHEDULE =
      ALL.of("schedule", choice(ShapeKind.class), ShapeKind.CYCLIC.toString())
          .doc("How the rate goes; docs/guide/schedules.md shows each, with the options it has.");

  public static final Property<Double> BASE_LR =
      ALL.of(
              "baseLr",
              number("a finite number >= 0"),
              PlainNumber.of(CyclicLRBuilder.DEFAULT_BASE_LR))
          .doc("The lower bound of the learning rate; the first rate of cycles.");

  public static final Property<Double> MAX_LR =
      ALL.of(
              "maxLr",
              number("a finite number >= baseLr"),
              PlainNumber.of(CyclicLRBuilder.DEFAULT_MAX_LR))
          .doc("The upper bound of the learning rate; equal to baseLr, the rate is constant.");

  public static final Property<Length> STEP_SIZE =
      ALL.of("stepSize", length("stepSize"), Long.toString(CyclicLRBuilder.DEFAULT_STEP_SIZE))
          .doc("Half a cycle. The paper suggests 2 to 8 epochs; epochs are rounded to iterations.");

  public static final Property<Length> STEP_SIZE_DOWN =
      ALL.of("stepSizeDown", length("stepSizeDown"))
          .doc("The falling half of a cycle; stepSize unless given.");

  public static final Property<Curve> CURVE =
      ALL.of("curve", choice(Curve.class))
          .doc(
              "How the rate moves between the bounds: linear for cycles unless given, cosine for"
                  + " one-cycle.");

  public static final Property<Mode> MODE =
      ALL.of(
              "mode",
              choice("policy", List.of(Mode.values())),
              CyclicLRBuilder.DEFAULT_MODE.toString())
          .doc("How the amplitude changes from cycle to cycle. Not together with scaleFn.");

  public static final Property<Double> GAMMA =
      ALL.of(
              "gamma",
              number("a number > 0 and <= 1"),
              PlainNumber.of(CyclicLRBuilder.DEFAULT_GAMMA))
          .doc("The decay an iteration. Only with mode = exp_range or exp_range_bounds.");

  public static final Property<String> SCALE_FN =
      ALL.of(
              "scaleFn",
              new ValueType<>(
                  "expression", "an expression in x with values from 0 to 1", Optional::of))
          .doc("A policy of your own, such as 0.5*(1+sin(x*pi/2)).");

  public static final Property<ScaleMode> SCALE_MODE =
      ALL.of("scaleMode", choice(ScaleMode.class), CyclicLRBuilder.DEFAULT_SCALE_MODE.toString())
          .doc("What x is in scaleFn: the cycle from 1, or iterations from 0. Only with scaleFn.");

  public static final Property<Length> SCHEDULE_LENGTH =
      ALL.of("scheduleLength", length("scheduleLength"))
          .doc(
              "How long one-cycle, cosine, linear and polynomial take: what warmup and cooldown leave"
                  + " of the run unless given.");

  public static final Property<Double> PCT_START =
      ALL.of("pctStart", number("a number > 0 and < 1"))
          .doc("The share of the rise in one-cycle; 0.3 unless given.");

  public static final Property<Double> DIV_FACTOR =
      ALL.of("divFactor", number("a finite number >= 1"))
          .doc("maxLr divided by the first rate of one-cycle; 25 unless given.");

  public static final Property<Double> FINAL_DIV_FACTOR =
      ALL.of("finalDivFactor", number("a finite number >= 1"))
          .doc("The first rate of one-cycle divided by its last; 10000 unless given.");

  public static final Property<Boolean> THREE_PHASE =
      ALL.of("threePhase", yesNo())
          .doc(
              "Whether one-cycle falls to its first rate as fast as it rose, and then to its last.");

  public static final Property<Length> RESTART_PERIOD =
      ALL.of("restartPeriod", length("restartPeriod")).doc("The first cycle of cosine-restarts.");

  public static final Property<Long> RESTART_GROWTH =
      ALL.of("restartGrowth", whole(1, Integer.MAX_VALUE))
          .doc("What the length of a cycle is multiplied by at each restart; 1 unless given.");

  public static final Property<Double> RESTART_FACTOR =
      ALL.of("restartFactor", number("a number > 0 and <= 1"))
          .doc("What the peak of a cycle is multiplied by at each restart; 1 unless given.");

  public static final Property<Double> POWER =
      ALL.of("power", number("a finite number > 0"))
          .doc("The exponent of polynomial; 1 unless given.");

  public static final Property<Length> TIMESCALE =
      ALL.of("timescale", length("timescale"))
          .doc("After it inverse-sqrt has fallen to 71 %; warmup unless given, or else 10000.");

  public static final Property<Length> WARMUP =
      ALL.of("warmup", length("warmup"))
          .doc("A straight line before any schedule, to its first rate; none unless given.");

  public static final Property<Double> WARMUP_LR =
      ALL.of("warmupLr", number("a finite number >= 0"), "0")
          .doc("The first rate of the warmup. Only with it.");

  public static final Property<Length> COOLDOWN =
      ALL.of("cooldown", length("cooldown"))
          .doc("A last phase after any schedule, up to the end of the run; none unless given.");

  public static final Property<Double> COOLDOWN_LR =
      ALL.of("cooldownLr", number("a finite number >= 0"), "0")
          .doc("The rate that the cooldown falls to. Only with it.");

  public static final Property<Curve> COOLDOWN_CURVE =
      ALL.of("cooldownCurve", choice(Curve.class), Curve.LINEAR.toString())
          .doc("How the rate falls in the cooldown. Only with it.");

  public static final Property<Long> SHARE_OF =
      ALL.of("shareOf", whole(1, Integer.MAX_VALUE))
          .doc(
              "The iterations that shares such as 30 % are of: those that the run has when it first"
                  + " starts, also after a resume, unless given.");

  public static final Property<Long> RESET_AT =
      ALL.of("reset.N.atIteration", whole(0, Integer.MAX_VALUE))
          .doc(
              "Starts a fresh cycle at that iteration. N is 1, 2, 3 ..., in the order of"
                  + " iterations.");

  public static final Property<Double> RESET_BASE_LR =
      ALL.of("reset.N.baseLr", number("a finite number >= 0"))
          .doc("baseLr from that reset on; else unchanged.");

  public static final Property<Double> RESET_MAX_LR =
      ALL.of("reset.N.maxLr", number("a finite number >= baseLr"))
          .doc("maxLr from that reset on; else unchanged.");

  public static final Property<Length> RESET_STEP_SIZE =
      ALL.of("reset.N.stepSize", length("stepSize"))
          .doc("stepSize from that reset on; else unchanged.");

  private ScheduleProperties() {}

  /** All that are not numbered. */
  @Internal
  public static List<Property<?>> options() {
    return ALL.stream().filter(property -> !ofReset().contains(property)).toList();
  }

  /** Those that a numbered reset has. */
  static List<Property<?>> ofReset() {
    return List.of(RESET_AT, RESET_BASE_LR, RESET_MAX_LR, RESET_STEP_SIZE);
  }
}
