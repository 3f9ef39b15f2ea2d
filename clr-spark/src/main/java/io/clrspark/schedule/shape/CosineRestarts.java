package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.length.Length;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rate that falls along half a cosine, jumps back up and falls again (arXiv 1608.03983):
 *
 * <pre>lr = baseLr + (peak - baseLr) * (1 + cos(pi * t / T)) / 2</pre>
 *
 * <p>t counts iterations since the last restart. T is restartPeriod in the first cycle and is
 * multiplied by restartGrowth at each restart; the peak is maxLr at first and is multiplied by
 * restartFactor at each restart, but is never below baseLr. The values are those of PyTorch's
 * CosineAnnealingWarmRestarts, and with a restartFactor of timm's cosine with cycle_decay.
 */
public final class CosineRestarts extends Shape {
  private static final long serialVersionUID = 1L;

  private final double maxLr;
  private final double baseLr;
  private final long restartPeriod;
  private final long restartGrowth;
  private final double restartFactor;

  /**
   * @param maxLr the first rate
   * @param baseLr the lower bound, at most maxLr
   * @param restartPeriod iterations of the first cycle, at least 1
   * @param restartGrowth what a cycle's length is multiplied by, at least 1
   * @param restartFactor what a cycle's peak is multiplied by, above 0 and at most 1
   */
  @JsonCreator
  public CosineRestarts(
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("baseLr") double baseLr,
      @JsonProperty("restartPeriod") long restartPeriod,
      @JsonProperty("restartGrowth") long restartGrowth,
      @JsonProperty("restartFactor") double restartFactor) {
    this.maxLr = Bounds.checked(maxLr, baseLr) + 0.0;
    this.baseLr = baseLr + 0.0;
    this.restartPeriod = Rules.stepSize("restartPeriod", restartPeriod);
    this.restartGrowth = Rules.stepSize("restartGrowth", restartGrowth);
    this.restartFactor =
        Rules.inRange(
            "restartFactor",
            restartFactor,
            restartFactor > 0 && restartFactor <= 1,
            "must be > 0 and <= 1");
  }

  static CosineRestarts of(ShapeOptions options) {
    if (options.set("restartPeriod", Length.class).isEmpty()) {
      throw new InvalidScheduleException(
          "schedule",
          ShapeKind.COSINE_RESTARTS.toString(),
          "needs %s, which is not set",
          "restartPeriod");
    }
    return new CosineRestarts(
        options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR),
        options.number("baseLr", CyclicLRBuilder.DEFAULT_BASE_LR),
        options.iterations("restartPeriod", options::restOfRun),
        options.set("restartGrowth", Long.class).orElse(1L),
        options.number("restartFactor", 1));
  }

  /** Where the cycle of an iteration starts, how long it is, and how many are before it. */
  private record Cycle(long start, long length, long before) {}

  private Cycle cycle(long n) {
    if (restartGrowth == 1) {
      long before = n / restartPeriod;
      return new Cycle(before * restartPeriod, restartPeriod, before);
    }
    Cycle cycle = new Cycle(0, restartPeriod, 0);
    while (n - cycle.start >= cycle.length) {
      boolean isLongest = cycle.length > Long.MAX_VALUE / restartGrowth;
      cycle =
          new Cycle(
              cycle.start + cycle.length,
              isLongest ? Long.MAX_VALUE : cycle.length * restartGrowth,
              cycle.before + 1);
    }
    return cycle;
  }

  @Override
  protected double rate(long n) {
    Cycle cycle = cycle(n);
    double done = n - cycle.start;
    double rest = cycle.length - (n - cycle.start);
    double peak = Math.max(baseLr, maxLr * StrictMath.pow(restartFactor, (double) cycle.before));
    return Curve.COSINE.between(baseLr, peak, rest / cycle.length, done / cycle.length);
  }

  @Override
  protected Phase phase(long n) {
    Cycle cycle = cycle(n);
    return new Phase(Phase.CYCLE, 0, cycle.length).later(cycle.start);
  }

  @Override
  public String name() {
    return ShapeKind.COSINE_RESTARTS.toString();
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
        .and("restartPeriod", restartPeriod)
        .and("restartGrowth", restartGrowth)
        .and("restartFactor", restartFactor)
        .all();
  }
}
