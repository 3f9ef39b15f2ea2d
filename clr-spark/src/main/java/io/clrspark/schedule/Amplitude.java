package io.clrspark.schedule;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.JsonPropertyOrder;

/** Scales the height of a schedule's cycles as n grows, by a mode or a custom function. */
@JsonAutoDetect(
    fieldVisibility = Visibility.NONE,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"mode", "gamma", "scaleFn", "scaleMode"})
final class Amplitude implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How far outside 0..1 a custom scale may be: sines and quotients are rounded. */
  static final double TOLERANCE = 1e-12;

  static final String NOT_SAVEABLE =
      "a scaleFn given as a function in code cannot be written as JSON. Give it as an expression"
          + " in x, such as scaleFn(\"0.5*(1+sin(x*pi/2))\")";

  /** More than a double has exponents: a shift by it gives zero. */
  private static final long ALL_BITS = 4096;

  private final Mode mode;
  private final double gamma;
  private final @Nullable ScaleFunction function;
  private final ScaleMode scaleMode;

  private Amplitude(
      Mode mode, double gamma, @Nullable ScaleFunction function, ScaleMode scaleMode) {
    this.mode = mode;
    this.gamma = gamma;
    this.function = function;
    this.scaleMode = scaleMode;
  }

  /** A built-in policy; gamma counts for modes that have one. */
  static Amplitude of(Mode mode, double gamma) {
    return new Amplitude(mode, mode.hasGamma() ? gamma : 1, null, ScaleMode.CYCLE);
  }

  static Amplitude of(ScaleFunction function, ScaleMode scaleMode) {
    return new Amplitude(Mode.TRIANGULAR, 1, function, scaleMode);
  }

  /** The built-in policy; null when a custom function takes its place. */
  @JsonProperty("mode")
  @Nullable Mode mode() {
    return function == null ? mode : null;
  }

  double gamma() {
    return gamma;
  }

  @Nullable ScaleFunction function() {
    return function;
  }

  ScaleMode scaleMode() {
    return scaleMode;
  }

  /** Whether it scales the whole rate, and not only what is above baseLr. */
  boolean scalesBounds() {
    return mode() == Mode.EXP_RANGE_BOUNDS;
  }

  boolean isSaveable() {
    return function == null || function instanceof ExpressionScale;
  }

  @JsonProperty("gamma")
  @Nullable Double writtenGamma() {
    return function == null && mode.hasGamma() ? gamma : null;
  }

  @JsonProperty("scaleFn")
  @Nullable String writtenFunction() {
    if (!isSaveable()) {
      throw new ClrException("Cannot save the schedule: " + NOT_SAVEABLE + ".");
    }
    return function == null ? null : name();
  }

  @JsonProperty("scaleMode")
  @Nullable ScaleMode writtenScaleMode() {
    return function == null ? null : scaleMode;
  }

  /**
   * The height scaled.
   *
   * @param height how far the unscaled rate is above baseLr, or the rate itself
   * @param n iterations since the last reset
   * @param cyclesDone whole cycles since the last reset
   * @throws InvalidScheduleException if a custom scale is NaN or outside 0..1
   */
  double apply(double height, long n, long cyclesDone) {
    if (function != null) {
      return height * custom((double) (scaleMode == ScaleMode.CYCLE ? cyclesDone + 1 : n));
    }
    return switch (mode) {
      case TRIANGULAR -> height;
      // Scaling the height by its exponent is exact where 1/2^(cycle-1) alone would underflow.
      case TRIANGULAR2 -> Math.scalb(height, (int) -Math.min(cyclesDone, ALL_BITS));
      case EXP_RANGE, EXP_RANGE_BOUNDS -> decayed(height, n);
    };
  }

  /** The custom scale at {@code x}, checked. */
  double custom(double x) {
    double scale = Objects.requireNonNull(function).scale(x);
    if (scale >= -TOLERANCE && scale <= 1 + TOLERANCE) {
      return scale;
    }
    String rule = "must be within 0 and 1, but is %s for x = %s";
    throw new InvalidScheduleException(
        "scaleFn", name(), rule.formatted(PlainNumber.of(scale), PlainNumber.of(x)));
  }

  private double decayed(double height, long n) {
    double decay = Powers.of(gamma, n);
    if (decay >= Double.MIN_NORMAL) {
      return height * decay;
    }
    // In two steps, because the decay alone may underflow where the product does not.
    long half = n / 2;
    return height
        * StrictMath.pow(gamma, (double) half)
        * StrictMath.pow(gamma, (double) (n - half));
  }

  /** The expression, or what stands for a function in code. */
  String name() {
    return function instanceof ExpressionScale ? function.toString() : "a function";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Amplitude that
        && mode == that.mode
        && gamma == that.gamma
        && scaleMode == that.scaleMode
        && Objects.equals(function, that.function);
  }

  @Override
  public int hashCode() {
    // Names, not enums: an enum's hash differs from one JVM to the next.
    return Objects.hash(mode.name(), gamma, function, scaleMode.name());
  }

  @Override
  public String toString() {
    if (function != null) {
      String note = isSaveable() ? "" : " (not saveable as JSON)";
      return "scaleFn=%s%s, scaleMode=%s".formatted(name(), note, scaleMode);
    }
    return "mode=" + mode + (mode.hasGamma() ? ", gamma=" + PlainNumber.of(gamma) : "");
  }
}
