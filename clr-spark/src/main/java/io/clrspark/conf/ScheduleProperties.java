package io.clrspark.conf;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.schedule.StepSize;
import java.util.List;
import java.util.Optional;

/** The properties of {@code CyclicLR}; their defaults and ranges are those of its builder. */
public final class ScheduleProperties {

  public static final Property<Double> BASE_LR =
      new Property<>(
          "baseLr",
          rate(),
          PlainNumber.of(CyclicLRBuilder.DEFAULT_BASE_LR),
          "The lower bound of the learning rate; the first rate.");

  public static final Property<Double> MAX_LR =
      new Property<>(
          "maxLr",
          new ValueType<>("number", "a finite number >= baseLr", rate().parser()),
          PlainNumber.of(CyclicLRBuilder.DEFAULT_MAX_LR),
          "The upper bound of the learning rate; equal to baseLr, the rate is constant.");

  public static final Property<StepSize> STEP_SIZE =
      new Property<>(
          "stepSize",
          stepSizes(),
          Long.toString(CyclicLRBuilder.DEFAULT_STEP_SIZE),
          "Half a cycle. The paper suggests 2 to 8 epochs; epochs are rounded to iterations.");

  public static final Property<Mode> MODE =
      new Property<>(
          "mode",
          ValueType.choice("policy", List.of(Mode.values())),
          CyclicLRBuilder.DEFAULT_MODE.propertyName(),
          "How the amplitude changes from cycle to cycle. Not together with scaleFn.");

  public static final Property<Double> GAMMA =
      new Property<>(
          "gamma",
          new ValueType<>("number", "a number > 0 and <= 1", rate().parser()),
          PlainNumber.of(CyclicLRBuilder.DEFAULT_GAMMA),
          "The decay of the amplitude an iteration. Only with mode = exp_range.");

  public static final Property<String> SCALE_FN =
      new Property<>(
          "scaleFn",
          new ValueType<>("expression", "an expression in x with values from 0 to 1", Optional::of),
          "",
          "A policy of your own, such as 0.5*(1+sin(x*pi/2)).");

  public static final Property<ScaleMode> SCALE_MODE =
      new Property<>(
          "scaleMode",
          ValueType.choice("choice", List.of(ScaleMode.values())),
          CyclicLRBuilder.DEFAULT_SCALE_MODE.propertyName(),
          "What x is in scaleFn: the cycle from 1, or iterations from 0. Only with scaleFn.");

  public static final Property<Long> RESET_AT =
      new Property<>(
          "reset.N.atIteration",
          ValueType.whole(0, Integer.MAX_VALUE),
          "",
          "Starts a fresh cycle at that iteration. N is 1, 2, 3 ..., in the order of iterations.");

  public static final Property<Double> RESET_BASE_LR =
      new Property<>("reset.N.baseLr", rate(), "", "baseLr from that reset on; else unchanged.");

  public static final Property<Double> RESET_MAX_LR =
      new Property<>(
          "reset.N.maxLr",
          new ValueType<>("number", "a finite number >= baseLr", rate().parser()),
          "",
          "maxLr from that reset on; else unchanged.");

  public static final Property<StepSize> RESET_STEP_SIZE =
      new Property<>(
          "reset.N.stepSize", stepSizes(), "", "stepSize from that reset on; else unchanged.");

  private ScheduleProperties() {}

  /** Those that a numbered reset has. */
  static List<Property<?>> ofReset() {
    return List.of(RESET_AT, RESET_BASE_LR, RESET_MAX_LR, RESET_STEP_SIZE);
  }

  static List<Property<?>> all() {
    return List.of(
        BASE_LR,
        MAX_LR,
        STEP_SIZE,
        MODE,
        GAMMA,
        SCALE_FN,
        SCALE_MODE,
        RESET_AT,
        RESET_BASE_LR,
        RESET_MAX_LR,
        RESET_STEP_SIZE);
  }

  /** Any number: the schedule itself judges it, so that code and properties get one answer. */
  private static ValueType<Double> rate() {
    return new ValueType<>("number", "a finite number >= 0", ValueType.number().parser());
  }

  /** Any text: the schedule reads it. */
  private static ValueType<StepSize> stepSizes() {
    return new ValueType<>(
        "iterations or epochs",
        "iterations >= 1 (2000) or epochs > 0 (2.5 epochs)",
        text -> Optional.of(StepSize.parse(text)));
  }
}
