package io.clrspark.schedule;

import io.clrspark.Internal;
import io.clrspark.schedule.curve.Curve;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonInclude;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.JsonPropertyOrder;
import org.nd4j.shade.jackson.annotation.JsonUnwrapped;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/**
 * A learning rate that cycles between two bounds (Smith, arXiv 1506.01186, section 3).
 *
 * <pre>
 * cycle = floor(1 + n / (2 * stepSize))
 * x     = |n / stepSize - 2 * cycle + 1|
 * lr    = baseLr + (maxLr - baseLr) * max(0, 1 - x) * scale
 * </pre>
 *
 * <p>n counts iterations from zero, from the last {@link #reset} on; scale is 1 (triangular),
 * {@code 1/2^(cycle-1)} (triangular2), {@code gamma^n} (exp_range) or a {@link ScaleFunction}. The
 * builder can give the falling half a length of its own, and the halves another {@link Curve}. The
 * value is that of the formula in exact arithmetic to 1e-15 relative, however large n is (2 units
 * in the last place more for exp_range and custom functions); {@code rateAt(0)} is exactly baseLr.
 *
 * <p>Immutable, thread-safe, equal by value, and usable in any DL4J network, with or without Spark:
 *
 * <pre>{@code new Adam(CyclicLR.triangular2(0.001, 0.006, 2000))}</pre>
 *
 * <p>It survives Java serialization, Spark's Kryo and DL4J's JSON and YAML; with a scale function
 * given in code all but the last two, see {@link #notSaveable()}. Unlike the original Keras
 * callback it refuses mode together with scaleFn, and a scale outside 0..1. Not for rates that
 * should change once per epoch: it counts iterations only.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.NONE,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"baseLr", "maxLr", "stepSize", "stepSizeDown", "curve", "amplitude", "resets"})
@JsonDeserialize(builder = CyclicLRBuilder.class)
public final class CyclicLR implements Schedule {
  private static final long serialVersionUID = 1L;

  /** Ascending by start, the first at 0. An array, for Spark's Kryo. */
  private final CycleSegment[] segments;

  private final Amplitude amplitude;
  private final Curve curve;

  /** Called with checked segments only. */
  CyclicLR(CycleSegment[] segments, Amplitude amplitude, Curve curve) {
    this.segments = segments;
    this.amplitude = amplitude;
    this.curve = curve;
  }

  /** Cycles of constant amplitude. See {@link CyclicLRBuilder#build()} for what is refused. */
  public static CyclicLR triangular(double baseLr, double maxLr, long stepSize) {
    return builder(baseLr, maxLr, stepSize).mode(Mode.TRIANGULAR).build();
  }

  /** Cycles whose amplitude halves each time. See {@link CyclicLRBuilder#build()}. */
  public static CyclicLR triangular2(double baseLr, double maxLr, long stepSize) {
    return builder(baseLr, maxLr, stepSize).mode(Mode.TRIANGULAR2).build();
  }

  /**
   * Cycles whose amplitude shrinks by gamma each iteration; baseLr stays. See {@link
   * CyclicLRBuilder#build()}.
   */
  public static CyclicLR expRange(double baseLr, double maxLr, long stepSize, double gamma) {
    return builder(baseLr, maxLr, stepSize).mode(Mode.EXP_RANGE).gamma(gamma).build();
  }

  /** A builder of any schedule; it starts with the defaults of the original callback. */
  public static CyclicLRBuilder builder() {
    return new CyclicLRBuilder();
  }

  private static CyclicLRBuilder builder(double baseLr, double maxLr, long stepSize) {
    return builder().baseLr(baseLr).maxLr(maxLr).stepSize(stepSize);
  }

  /**
   * The rate of a global iteration.
   *
   * @param iteration zero-based
   * @throws InvalidScheduleException if the iteration is negative, or a custom scale NaN or outside
   *     0..1
   */
  @Override
  public double rateAt(long iteration) {
    return segmentAt(iteration).rateAt(iteration, amplitude, curve);
  }

  @Override
  public String name() {
    return "cyclic";
  }

  @Override
  public double lowestRate() {
    double lowest = segments().stream().mapToDouble(CycleSegment::baseLr).min().orElseThrow();
    return amplitude.scalesBounds() ? 0 : lowest;
  }

  @Override
  public double highestRate() {
    return segments().stream().mapToDouble(CycleSegment::maxLr).max().orElseThrow();
  }

  /** The cycle that an iteration is in; a reset ends it early. */
  @Override
  public Phase phaseAt(long iteration) {
    CycleSegment segment = segmentAt(iteration);
    Phase cycle = segment.cycleAt(iteration);
    return resets().stream()
        .mapToLong(CycleSegment::atIteration)
        .filter(at -> at > iteration)
        .mapToObj(cycle::until)
        .findFirst()
        .orElse(cycle);
  }

  /** {@link #reset(long, Reset)} without other changes: the cycle starts anew. */
  public CyclicLR reset(long at) {
    return reset(at, Reset.none());
  }

  /**
   * A schedule equal to this one before {@code at}, with a fresh cycle from there: n = 0, scaling
   * restarts. The global iteration goes on.
   *
   * @param at global iteration, after every earlier reset; 0 replaces the start
   * @param changes bounds that change; the others stay
   * @throws InvalidScheduleException if {@code at} is negative or not after the last reset, or the
   *     new bounds break a rule
   */
  public CyclicLR reset(long at, Reset changes) {
    Rules.notNegative("atIteration", at);
    CycleSegment last = segments[segments.length - 1];
    if (at <= last.atIteration() && segments.length > 1) {
      String rule = "must be after the reset before it, at iteration " + last.atIteration();
      throw new InvalidScheduleException("atIteration", Long.toString(at), rule);
    }
    return resetNow(at, changes);
  }

  /**
   * This schedule with a reset that comes while it is in use: as {@link #reset(long, Reset)}, but
   * it may be before others, which stay as they are, and takes the place of one at that iteration.
   *
   * @param at global iteration
   * @throws InvalidScheduleException if {@code at} is negative, or the bounds that result break a
   *     rule
   */
  @Override
  public CyclicLR resetNow(long at, Reset changes) {
    Rules.notNegative("atIteration", at);
    CycleSegment added = changes.after(segmentAt(at), at);
    CycleSegment[] all =
        Stream.concat(segments().stream().filter(s -> s.atIteration() != at), Stream.of(added))
            .sorted(Comparator.comparingLong(CycleSegment::atIteration))
            .toArray(CycleSegment[]::new);
    return new CyclicLR(all, amplitude, curve);
  }

  /**
   * Evaluates a custom scale for every iteration from {@code fromIteration} (inclusive) to {@code
   * toIteration} (exclusive), once a cycle where it is a function of the cycle. Built-in modes need
   * no check.
   *
   * @throws InvalidScheduleException if a scale is NaN or outside 0..1; names x and the value
   */
  @Override
  public void checkScale(long fromIteration, long toIteration) {
    if (amplitude.function() == null) {
      return;
    }
    for (int i = 0; i < segments.length; i++) {
      long end = i + 1 < segments.length ? segments[i + 1].atIteration() : toIteration;
      segments[i].checkScale(fromIteration, Math.min(end, toIteration), amplitude);
    }
  }

  /** Why this schedule cannot be written as JSON or YAML, or empty when it can. */
  @Override
  public Optional<String> notSaveable() {
    return amplitude.isSaveable() ? Optional.empty() : Optional.of(Amplitude.NOT_SAVEABLE);
  }

  /** The lower bound before any reset. */
  @JsonProperty("baseLr")
  public double baseLr() {
    return segments[0].baseLr();
  }

  /** The upper bound before any reset. */
  @JsonProperty("maxLr")
  public double maxLr() {
    return segments[0].maxLr();
  }

  /** Iterations of the rising half of a cycle before any reset. */
  @JsonProperty("stepSize")
  public long stepSize() {
    return segments[0].stepSize();
  }

  /** Iterations of the falling half of a cycle. */
  public long stepSizeDown() {
    return segments[0].stepSizeDown();
  }

  /** How the rate moves between the bounds. */
  public Curve curve() {
    return curve;
  }

  @JsonProperty("stepSizeDown")
  @Nullable Long writtenStepSizeDown() {
    return segments[0].ownStepSizeDown();
  }

  @JsonProperty("curve")
  @Nullable Curve writtenCurve() {
    return curve == CyclicLRBuilder.DEFAULT_CURVE ? null : curve;
  }

  /** The built-in policy; empty when there is a scale function. */
  public Optional<Mode> mode() {
    return Optional.ofNullable(amplitude.mode());
  }

  /** The decay per iteration of exp_range and exp_range_bounds; 1 for every other policy. */
  public double gamma() {
    return amplitude.gamma();
  }

  /** The custom scale function, if there is one. */
  public Optional<ScaleFunction> scaleFn() {
    return Optional.ofNullable(amplitude.function());
  }

  /** What the scale function is evaluated on; cycle when there is none. */
  public ScaleMode scaleMode() {
    return amplitude.scaleMode();
  }

  /** The segments from each reset to the next; the first starts at iteration 0. */
  @Override
  public List<CycleSegment> segments() {
    return List.of(segments);
  }

  /** The resets: every segment but the first. */
  @JsonProperty("resets")
  public List<CycleSegment> resets() {
    return segments().subList(1, segments.length);
  }

  @JsonUnwrapped
  @JsonProperty("amplitude")
  Amplitude amplitude() {
    return amplitude;
  }

  /**
   * The share of {@code maxLr - baseLr} that the cycle at an iteration may use.
   *
   * @throws InvalidScheduleException if the iteration is negative, or a custom scale NaN or outside
   *     0..1
   */
  public double scaleAt(long iteration) {
    return segmentAt(iteration).scaleAt(iteration, amplitude);
  }

  /**
   * The segment that an iteration is in.
   *
   * @throws InvalidScheduleException if the iteration is negative
   */
  @Internal
  public CycleSegment segmentAt(long iteration) {
    Rules.notNegative("iteration", iteration);
    int i = segments.length - 1;
    while (segments[i].atIteration() > iteration) {
      i--;
    }
    return segments[i];
  }

  /** Itself: it cannot change. */
  @Override
  public CyclicLR clone() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CyclicLR that
        && Arrays.equals(segments, that.segments)
        && amplitude.equals(that.amplitude)
        && curve == that.curve;
  }

  @Override
  public int hashCode() {
    // A name, not an enum: an enum's hash differs from one JVM to the next.
    return 31 * (31 * Arrays.hashCode(segments) + amplitude.hashCode()) + curve.name().hashCode();
  }

  @Override
  public String toString() {
    String resets = segments.length == 1 ? "" : ", resets=" + resets();
    String curved = writtenCurve() == null ? "" : ", curve=" + curve;
    return "CyclicLR(" + segments[0].bounds() + curved + ", " + amplitude + resets + ")";
  }
}
