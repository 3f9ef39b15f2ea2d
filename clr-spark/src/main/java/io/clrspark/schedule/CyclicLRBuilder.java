package io.clrspark.schedule;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.curve.Curve;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.annotation.JsonPOJOBuilder;

/**
 * Builds a {@link CyclicLR}; made by {@link CyclicLR#builder()}.
 *
 * <p>Settings that contradict each other are errors; a default never contradicts. The defaults are
 * the constants here; there is none for scaleFn.
 */
@JsonAutoDetect(creatorVisibility = Visibility.ANY, setterVisibility = Visibility.NONE)
@JsonPOJOBuilder(withPrefix = "")
public final class CyclicLRBuilder {
  /** The default of {@link #baseLr(double)}. */
  public static final double DEFAULT_BASE_LR = 0.001;

  /** The default of {@link #maxLr(double)}. */
  public static final double DEFAULT_MAX_LR = 0.006;

  /** The default of {@link #stepSize(long)}, in iterations. */
  public static final long DEFAULT_STEP_SIZE = 2000;

  /** The default of {@link #mode(Mode)}. */
  public static final Mode DEFAULT_MODE = Mode.TRIANGULAR;

  /** The default of {@link #gamma(double)}. */
  public static final double DEFAULT_GAMMA = 1;

  /** The default of {@link #scaleMode(ScaleMode)}. */
  public static final ScaleMode DEFAULT_SCALE_MODE = ScaleMode.CYCLE;

  /** The default of {@link #curve(Curve)}. */
  public static final Curve DEFAULT_CURVE = Curve.LINEAR;

  private static final String BY_DEFAULT = ", the default";

  private @Nullable Double baseLr;
  private @Nullable Double maxLr;
  private long stepSize = DEFAULT_STEP_SIZE;
  private @Nullable Long stepSizeDown;
  private Curve curve = DEFAULT_CURVE;
  private @Nullable Mode mode;
  private @Nullable Double gamma;
  private @Nullable ScaleFunction scaleFn;
  private @Nullable ScaleMode scaleMode;
  private List<CycleSegment> resets = List.of();

  CyclicLRBuilder() {}

  /** The lower bound of the rate, finite and not negative. Default 0.001. */
  @JsonProperty("baseLr")
  public CyclicLRBuilder baseLr(double value) {
    baseLr = value;
    return this;
  }

  /** The upper bound of the rate, at least baseLr; equal to it the rate is constant. */
  @JsonProperty("maxLr")
  public CyclicLRBuilder maxLr(double value) {
    maxLr = value;
    return this;
  }

  /**
   * Iterations of the rising half of a cycle, at least 1; the paper suggests 2 to 8 epochs. Default
   * 2000.
   */
  @JsonProperty("stepSize")
  public CyclicLRBuilder stepSize(long value) {
    stepSize = value;
    return this;
  }

  /** Iterations of the falling half of a cycle, at least 1. Default stepSize. */
  @JsonProperty("stepSizeDown")
  public CyclicLRBuilder stepSizeDown(long value) {
    stepSizeDown = value;
    return this;
  }

  /** How the rate moves between the bounds: cosine is the Hann window, parabola Welch's. */
  @JsonProperty("curve")
  public CyclicLRBuilder curve(Curve value) {
    curve = value;
    return this;
  }

  /** The built-in policy; not together with scaleFn. Default triangular. */
  @JsonProperty("mode")
  public CyclicLRBuilder mode(Mode value) {
    mode = value;
    return this;
  }

  /**
   * The decay per iteration for exp_range and exp_range_bounds, above 0 and at most 1. Default 1.
   */
  @JsonProperty("gamma")
  public CyclicLRBuilder gamma(double value) {
    gamma = value;
    return this;
  }

  /** A custom amplitude in code; such a schedule cannot be written as JSON. */
  public CyclicLRBuilder scaleFn(ScaleFunction value) {
    scaleFn = value;
    return this;
  }

  /**
   * A custom amplitude as an expression in {@code x}.
   *
   * @throws InvalidScheduleException if the text is no such expression
   */
  @JsonProperty("scaleFn")
  public CyclicLRBuilder scaleFn(String expression) {
    return scaleFn(ScaleFunction.expression(expression));
  }

  /** What scaleFn is evaluated on; only together with it. Default cycle. */
  @JsonProperty("scaleMode")
  public CyclicLRBuilder scaleMode(ScaleMode value) {
    scaleMode = value;
    return this;
  }

  /** The resets that JSON holds; code calls {@link CyclicLR#reset} instead. */
  @JsonProperty("resets")
  CyclicLRBuilder resets(List<CycleSegment> value) {
    resets = value;
    return this;
  }

  /**
   * The schedule.
   *
   * @throws InvalidScheduleException if a rate is negative, infinite or NaN; if maxLr is below
   *     baseLr, stepSize or stepSizeDown below 1 or gamma outside (0, 1]; if mode and scaleFn are
   *     both set, gamma without exp_range or scaleMode without scaleFn
   */
  public CyclicLR build() {
    double base = baseLr == null ? DEFAULT_BASE_LR : baseLr;
    double max = maxLr == null ? DEFAULT_MAX_LR : maxLr;
    CycleSegment segment = new CycleSegment(0, base, max, stepSize, stepSizeDown);
    Rules.requireOrder(base, max, maxLr != null, baseLr == null || maxLr == null ? BY_DEFAULT : "");
    CyclicLR schedule = new CyclicLR(new CycleSegment[] {segment}, amplitude(), curve);
    for (CycleSegment reset : resets) {
      schedule =
          schedule.reset(
              reset.atIteration(), new Reset(reset.baseLr(), reset.maxLr(), reset.stepSize()));
    }
    return schedule;
  }

  private Amplitude amplitude() {
    if (scaleFn == null) {
      return builtIn();
    }
    Amplitude amplitude = Amplitude.of(scaleFn, scaleMode == null ? DEFAULT_SCALE_MODE : scaleMode);
    if (mode != null) {
      throw new InvalidScheduleException("mode", mode.toString(), conflict(amplitude), "scaleFn");
    }
    if (gamma != null) {
      throw new InvalidScheduleException(
          "gamma", PlainNumber.of(gamma), conflict(amplitude), "scaleFn");
    }
    return amplitude;
  }

  private static String conflict(Amplitude amplitude) {
    // Doubled, because the rule is a format.
    return "cannot be combined with %s = " + amplitude.name().replace("%", "%%");
  }

  private Amplitude builtIn() {
    if (scaleMode != null) {
      throw new InvalidScheduleException(
          "scaleMode", scaleMode.toString(), "needs %s, which is not set", "scaleFn");
    }
    Mode chosen = mode == null ? DEFAULT_MODE : mode;
    if (gamma == null) {
      return Amplitude.of(chosen, DEFAULT_GAMMA);
    }
    if (!chosen.hasGamma()) {
      String rule = "needs %s = exp_range, but it is " + chosen + (mode == null ? BY_DEFAULT : "");
      throw new InvalidScheduleException("gamma", PlainNumber.of(gamma), rule, "mode");
    }
    return Amplitude.of(chosen, Rules.gamma(gamma));
  }
}
