package io.clrspark.conf;

import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.number;
import static io.clrspark.conf.ValueType.stepSize;
import static io.clrspark.conf.ValueType.whole;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.schedule.StepSize;
import java.util.List;
import java.util.Optional;

/** The properties of {@code CyclicLR}; their defaults and ranges are those of its builder. */
public final class ScheduleProperties {
  static final PropertyList ALL = new PropertyList();

  public static final Property<Double> BASE_LR =
      ALL.of(
              "baseLr",
              number("a finite number >= 0"),
              PlainNumber.of(CyclicLRBuilder.DEFAULT_BASE_LR))
          .doc("The lower bound of the learning rate; the first rate.");

  public static final Property<Double> MAX_LR =
      ALL.of(
              "maxLr",
              number("a finite number >= baseLr"),
              PlainNumber.of(CyclicLRBuilder.DEFAULT_MAX_LR))
          .doc("The upper bound of the learning rate; equal to baseLr, the rate is constant.");

  public static final Property<StepSize> STEP_SIZE =
      ALL.of("stepSize", stepSize(), Long.toString(CyclicLRBuilder.DEFAULT_STEP_SIZE))
          .doc("Half a cycle. The paper suggests 2 to 8 epochs; epochs are rounded to iterations.");

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
          .doc("The decay of the amplitude an iteration. Only with mode = exp_range.");

  public static final Property<String> SCALE_FN =
      ALL.of(
              "scaleFn",
              new ValueType<>(
                  "expression", "an expression in x with values from 0 to 1", Optional::of))
          .doc("A policy of your own, such as 0.5*(1+sin(x*pi/2)).");

  public static final Property<ScaleMode> SCALE_MODE =
      ALL.of("scaleMode", choice(ScaleMode.class), CyclicLRBuilder.DEFAULT_SCALE_MODE.toString())
          .doc("What x is in scaleFn: the cycle from 1, or iterations from 0. Only with scaleFn.");

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

  public static final Property<StepSize> RESET_STEP_SIZE =
      ALL.of("reset.N.stepSize", stepSize()).doc("stepSize from that reset on; else unchanged.");

  private ScheduleProperties() {}

  /** Those that a numbered reset has. */
  static List<Property<?>> ofReset() {
    return List.of(RESET_AT, RESET_BASE_LR, RESET_MAX_LR, RESET_STEP_SIZE);
  }
}
