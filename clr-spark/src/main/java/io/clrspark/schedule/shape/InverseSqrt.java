package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rate that falls for ever, ever more slowly, so that a run of any length can go on:
 *
 * <pre>lr = maxLr * sqrt(timescale / (timescale + n))</pre>
 *
 * <p>After a {@link WarmUp} as long as the timescale it is that of arXiv 1706.03762, section 5.3.
 */
public final class InverseSqrt extends Shape {
  private static final long serialVersionUID = 1L;

  /** The timescale in iterations unless one is given, or a warm-up. */
  static final long DEFAULT_TIMESCALE = 10_000;

  private final double maxLr;
  private final long timescale;

  /**
   * @param maxLr the first rate
   * @param timescale iterations after which the rate is maxLr / sqrt(2), at least 1
   */
  @JsonCreator
  public InverseSqrt(
      @JsonProperty("maxLr") double maxLr, @JsonProperty("timescale") long timescale) {
    this.maxLr = Rules.rate("maxLr", maxLr) + 0.0;
    this.timescale = Rules.stepSize("timescale", timescale);
  }

  static InverseSqrt of(ShapeOptions options) {
    return new InverseSqrt(
        options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR),
        options.iterations(
            "timescale", () -> options.iterations("warmup", () -> DEFAULT_TIMESCALE)));
  }

  @Override
  protected double rate(long n) {
    return maxLr * StrictMath.sqrt(timescale / ((double) timescale + n));
  }

  @Override
  protected Phase phase(long n) {
    return new Phase("fall", 0, Phase.ENDLESS);
  }

  @Override
  public String name() {
    return ShapeKind.INVERSE_SQRT.toString();
  }

  @Override
  public double lowestRate() {
    return 0;
  }

  @Override
  public double highestRate() {
    return maxLr;
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("maxLr", maxLr).and("timescale", timescale).all();
  }
}
