package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.curve.Curve;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rate that falls once from maxLr to baseLr along a power:
 *
 * <pre>lr = baseLr + (maxLr - baseLr) * (1 - n / scheduleLength)^power</pre>
 *
 * <p>From iteration scheduleLength on the rate is baseLr. PyTorch's PolynomialLR is that with
 * baseLr = 0.
 */
public final class Polynomial extends Shape {
  private static final long serialVersionUID = 1L;

  private final double maxLr;
  private final double baseLr;
  private final long scheduleLength;
  private final double power;

  /**
   * @param maxLr the first rate
   * @param baseLr the rate that it falls to, at most maxLr
   * @param scheduleLength iterations of the fall, at least 1
   * @param power above 0; 1 is a straight line
   */
  @JsonCreator
  public Polynomial(
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("baseLr") double baseLr,
      @JsonProperty("scheduleLength") long scheduleLength,
      @JsonProperty("power") double power) {
    this.maxLr = Bounds.checked(maxLr, baseLr) + 0.0;
    this.baseLr = baseLr + 0.0;
    this.scheduleLength = Rules.stepSize("scheduleLength", scheduleLength);
    this.power = Rules.inRange("power", power, power > 0, "must be a finite number > 0");
  }

  static Polynomial of(ShapeOptions options) {
    return new Polynomial(
        options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR),
        options.number("baseLr", CyclicLRBuilder.DEFAULT_BASE_LR),
        options.iterations("scheduleLength", options::restOfRun),
        options.number("power", 1));
  }

  @Override
  protected double rate(long n) {
    double rest = Math.max(0, scheduleLength - n) / (double) scheduleLength;
    double height = StrictMath.pow(rest, power);
    return Curve.LINEAR.between(baseLr, maxLr, height, 1 - height);
  }

  @Override
  protected Phase phase(long n) {
    return orAfter(n, new Phase("fall", 0, scheduleLength));
  }

  @Override
  public String name() {
    return ShapeKind.POLYNOMIAL.toString();
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
        .and("power", power)
        .all();
  }
}
