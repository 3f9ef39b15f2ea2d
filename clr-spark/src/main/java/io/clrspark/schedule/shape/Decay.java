package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.curve.Curve;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rate that falls once from maxLr to baseLr:
 *
 * <pre>lr = baseLr + (maxLr - baseLr) * curve(1 - n / scheduleLength)</pre>
 *
 * <p>With the cosine it is that of arXiv 1608.03983 without restarts. From iteration scheduleLength
 * on the rate is baseLr; PyTorch's CosineAnnealingLR, whose values are the same until there, rises
 * again.
 */
public final class Decay extends Shape {
  private static final long serialVersionUID = 1L;

  private final double maxLr;
  private final double baseLr;
  private final long scheduleLength;
  private final Curve curve;

  /**
   * @param maxLr the first rate
   * @param baseLr the rate that it falls to, at most maxLr
   * @param scheduleLength iterations of the fall, at least 1
   */
  @JsonCreator
  public Decay(
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("baseLr") double baseLr,
      @JsonProperty("scheduleLength") long scheduleLength,
      @JsonProperty("curve") Curve curve) {
    this.maxLr = Bounds.checked(maxLr, baseLr) + 0.0;
    this.baseLr = baseLr + 0.0;
    this.scheduleLength = Rules.stepSize("scheduleLength", scheduleLength);
    this.curve = curve;
  }

  static Decay cosine(ShapeOptions options) {
    return of(options, Curve.COSINE);
  }

  static Decay linear(ShapeOptions options) {
    return of(options, Curve.LINEAR);
  }

  private static Decay of(ShapeOptions options, Curve curve) {
    return new Decay(
        options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR),
        options.number("baseLr", CyclicLRBuilder.DEFAULT_BASE_LR),
        options.iterations("scheduleLength", options::restOfRun),
        curve);
  }

  @Override
  protected double rate(long n) {
    double done = Math.min(n, scheduleLength);
    double length = scheduleLength;
    return curve.between(baseLr, maxLr, Math.max(0, scheduleLength - n) / length, done / length);
  }

  @Override
  protected Phase phase(long n) {
    return orAfter(n, new Phase("fall", 0, scheduleLength));
  }

  @Override
  public String name() {
    return curve.toString();
  }

  @Override
  public double lowestRate() {
    return baseLr;
  }

  @Override
  public double highestRate() {
    return maxLr;
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("maxLr", maxLr)
        .and("baseLr", baseLr)
        .and("scheduleLength", scheduleLength)
        .and("curve", curve)
        .all();
  }
}
