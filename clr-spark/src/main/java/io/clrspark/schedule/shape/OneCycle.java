package io.clrspark.schedule.shape;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.InvalidScheduleException;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.curve.Curve;
import java.math.BigDecimal;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rate that rises once and falls once, to a rate far below the first one (Smith, Topin, arXiv
 * 1708.07120), with the parameters and values of PyTorch's OneCycleLR:
 *
 * <pre>
 * first = maxLr / divFactor
 * last  = first / finalDivFactor
 * peak  = pctStart * scheduleLength - 1
 * </pre>
 *
 * <p>The rate rises from first at iteration 0 to maxLr at {@code peak}, which need not be a whole
 * number, and falls to last at iteration scheduleLength - 1, where it stays; PyTorch allows one
 * more step and then fails. With threePhase it falls to first at {@code 2 * peak}, and then to
 * last. pctStart counts as the decimal number that it is written as.
 */
public final class OneCycle extends Shape {
  private static final long serialVersionUID = 1L;

  private static final double PCT_START = 0.3;
  private static final double DIV_FACTOR = 25;
  private static final double FINAL_DIV_FACTOR = 10_000;

  private final double maxLr;
  private final long scheduleLength;
  private final double pctStart;
  private final double divFactor;
  private final double finalDivFactor;
  private final Curve curve;
  private final boolean threePhase;

  @JsonIgnore private final double first;
  @JsonIgnore private final double last;

  /** Where the peak is; of three phases each of the first two is that long. */
  @JsonIgnore private final double peak;

  /** What peak lacks to the exact value. */
  @JsonIgnore private final double peakError;

  /** Iterations of the last phase. */
  @JsonIgnore private final double lastWidth;

  @JsonCreator
  OneCycle(
      @JsonProperty("maxLr") double maxLr,
      @JsonProperty("scheduleLength") long scheduleLength,
      @JsonProperty("pctStart") double pctStart,
      @JsonProperty("divFactor") double divFactor,
      @JsonProperty("finalDivFactor") double finalDivFactor,
      @JsonProperty("curve") Curve curve,
      @JsonProperty("threePhase") boolean threePhase) {
    this.maxLr = Rules.rate("maxLr", maxLr) + 0.0;
    this.scheduleLength = Rules.stepSize("scheduleLength", scheduleLength);
    this.pctStart =
        Rules.inRange("pctStart", pctStart, pctStart > 0 && pctStart < 1, "must be > 0 and < 1");
    this.divFactor = atLeastOne("divFactor", divFactor);
    this.finalDivFactor = atLeastOne("finalDivFactor", finalDivFactor);
    this.curve = curve;
    this.threePhase = threePhase;
    this.first = maxLr / divFactor;
    this.last = first / finalDivFactor;
    BigDecimal share = BigDecimal.valueOf(pctStart).multiply(BigDecimal.valueOf(scheduleLength));
    BigDecimal exactPeak = share.subtract(BigDecimal.ONE);
    BigDecimal end = BigDecimal.valueOf(scheduleLength - 1);
    BigDecimal width = end.subtract(threePhase ? exactPeak.add(exactPeak) : exactPeak);
    this.peak = exactPeak.doubleValue();
    this.peakError = exactPeak.subtract(new BigDecimal(peak)).doubleValue();
    this.lastWidth = width.doubleValue();
    requirePhases(exactPeak, width);
  }

  private static double atLeastOne(String property, double value) {
    return Rules.inRange(property, value, value >= 1, "must be a finite number >= 1");
  }

  private void requirePhases(BigDecimal exactPeak, BigDecimal width) {
    if (exactPeak.signum() <= 0 || width.signum() <= 0) {
      String rule =
          exactPeak.signum() <= 0
              ? "the rise has no length: %s * " + scheduleLength + " iterations must be above 1"
              : "the last phase has no length: of three phases, %s must be at most 0.5";
      throw new InvalidScheduleException("pctStart", PlainNumber.of(pctStart), rule, "pctStart");
    }
  }

  /**
   * One cycle with PyTorch's defaults: 30 % rise, from maxLr / 25, to maxLr / 250,000, along half
   * cosines.
   *
   * @param maxLr the highest rate
   * @param scheduleLength iterations of the whole
   * @throws InvalidScheduleException if the rate is negative or not finite, or a phase has no
   *     length
   */
  public static OneCycle of(double maxLr, long scheduleLength) {
    return new OneCycle(
        maxLr, scheduleLength, PCT_START, DIV_FACTOR, FINAL_DIV_FACTOR, Curve.COSINE, false);
  }

  static OneCycle of(ShapeOptions options) {
    return new OneCycle(
        options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR),
        options.iterations("scheduleLength", options::restOfRun),
        options.number("pctStart", PCT_START),
        options.number("divFactor", DIV_FACTOR),
        options.number("finalDivFactor", FINAL_DIV_FACTOR),
        options.set("curve", Curve.class).orElse(Curve.COSINE),
        options.set("threePhase", Boolean.class).orElse(false));
  }

  /** This with another share of the rise, above 0 and below 1. */
  public OneCycle pctStart(double value) {
    return new OneCycle(maxLr, scheduleLength, value, divFactor, finalDivFactor, curve, threePhase);
  }

  /**
   * This with other first and last rates.
   *
   * @param start maxLr / first, at least 1
   * @param end first / last, at least 1
   */
  public OneCycle divFactors(double start, double end) {
    return new OneCycle(maxLr, scheduleLength, pctStart, start, end, curve, threePhase);
  }

  /** This along another curve. */
  public OneCycle curve(Curve value) {
    return new OneCycle(
        maxLr, scheduleLength, pctStart, divFactor, finalDivFactor, value, threePhase);
  }

  /** This falling to its first rate as fast as it rose, and then to its last. */
  public OneCycle threePhase() {
    return new OneCycle(maxLr, scheduleLength, pctStart, divFactor, finalDivFactor, curve, true);
  }

  @Override
  protected double rate(long n) {
    if (n <= peak) {
      return curve.between(first, maxLr, n / peak, (peak - n) / peak);
    }
    double low = threePhase ? first : maxLr;
    if (threePhase && n <= 2 * peak) {
      return fallen(first, maxLr, (2 * peak - n) + 2 * peakError, peak);
    }
    return fallen(last, low, (double) (scheduleLength - 1 - n), lastWidth);
  }

  /** A rate on its way down, that much before the end of a phase of that width. */
  private double fallen(double low, double high, double rest, double width) {
    double fromLow = Math.min(1, Math.max(0, rest) / width);
    double fromTop = Math.max(0, (width - Math.max(0, rest)) / width);
    return curve.between(low, high, fromLow, fromTop);
  }

  @Override
  protected Phase phase(long n) {
    long fall = (long) Math.floor(peak) + 1;
    long finalFall = (long) Math.floor(2 * peak) + 1;
    if (n < fall) {
      return new Phase("rise", 0, fall);
    }
    if (threePhase && n < finalFall) {
      return new Phase("fall", fall, finalFall);
    }
    Phase end =
        threePhase
            ? new Phase("final fall", finalFall, scheduleLength)
            : new Phase("fall", fall, scheduleLength);
    return orAfter(n, end);
  }

  @Override
  public String name() {
    return ShapeKind.ONE_CYCLE.toString();
  }

  @Override
  public double lowestRate() {
    return last;
  }

  @Override
  public double highestRate() {
    return maxLr;
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("maxLr", maxLr)
        .and("scheduleLength", scheduleLength)
        .and("pctStart", pctStart)
        .and("divFactor", divFactor)
        .and("finalDivFactor", finalDivFactor)
        .and("curve", curve)
        .and("threePhase", threePhase)
        .all();
  }
}
