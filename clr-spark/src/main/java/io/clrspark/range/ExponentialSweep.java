package io.clrspark.range;

import io.clrspark.range.curve.ArgumentChecks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.annotation.JsonPropertyOrder;

/**
 * A schedule whose rate rises once, by the same factor each iteration:
 *
 * <pre>lr = minLr * (maxLr / minLr)^(n / iterations)</pre>
 *
 * <p>n counts iterations from {@code atIteration}. The rate is minLr before it and maxLr from
 * {@code atIteration + iterations} on. For range tests, not for training: it never falls.
 * Immutable, equal by value. It survives Java serialization, Spark's Kryo and DL4J's JSON and YAML.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
@JsonPropertyOrder({"minLr", "maxLr", "iterations", "atIteration"})
public final class ExponentialSweep implements ISchedule {
  private static final long serialVersionUID = 1L;

  private final double minLr;
  private final double maxLr;
  private final long iterations;
  private final long atIteration;

  /**
   * @param minLr the first rate, above 0
   * @param maxLr the rate it rises to, above minLr and finite
   * @param iterations iterations of the rise, at least 1
   * @param atIteration global iteration of the first rate, zero-based
   * @throws IllegalArgumentException if an argument breaks its rule
   */
  @JsonCreator
  public ExponentialSweep(
      @JsonProperty("minLr") double minLr,
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("iterations") long iterations,
      @JsonProperty("atIteration") long atIteration) {
    ArgumentChecks.require(
        minLr > 0 && Double.isFinite(minLr), "minLr", minLr, "a finite number > 0");
    ArgumentChecks.require(
        maxLr > minLr && Double.isFinite(maxLr / minLr), "maxLr", maxLr, "> minLr = " + minLr);
    ArgumentChecks.require(iterations >= 1, "iterations", iterations, ">= 1");
    ArgumentChecks.require(atIteration >= 0, "atIteration", atIteration, ">= 0");
    this.minLr = minLr;
    this.maxLr = maxLr;
    this.iterations = iterations;
    this.atIteration = atIteration;
  }

  /** The rate of a global iteration. */
  public double rateAt(long iteration) {
    long n = Math.max(0, iteration - atIteration);
    return n >= iterations ? maxLr : minLr * Math.pow(maxLr / minLr, (double) n / iterations);
  }

  /** {@link #rateAt} for DL4J; the epoch does not matter. */
  @Override
  public double valueAt(int iteration, int epoch) {
    return rateAt(iteration);
  }

  /** The first rate. */
  public double minLr() {
    return minLr;
  }

  /** The rate it rises to, reached after {@link #iterations}. */
  public double maxLr() {
    return maxLr;
  }

  /** Iterations of the rise. */
  public long iterations() {
    return iterations;
  }

  /** Global iteration of the first rate. */
  public long atIteration() {
    return atIteration;
  }

  /** Itself: it cannot change. */
  @Override
  public ExponentialSweep clone() {
    return this;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ExponentialSweep that
        && minLr == that.minLr
        && maxLr == that.maxLr
        && iterations == that.iterations
        && atIteration == that.atIteration;
  }

  @Override
  public int hashCode() {
    return Objects.hash(minLr, maxLr, iterations, atIteration);
  }

  @Override
  public String toString() {
    return "ExponentialSweep(minLr=%s, maxLr=%s, iterations=%d, atIteration=%d)"
        .formatted(minLr, maxLr, iterations, atIteration);
  }
}
