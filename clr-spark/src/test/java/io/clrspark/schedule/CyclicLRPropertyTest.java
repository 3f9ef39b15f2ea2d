package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class CyclicLRPropertyTest {
  private static final double EXACT = 1e-15;
  private static final double TWO_ULP = 2 * 0x1p-52;

  @Property(tries = 5000)
  void triangular_isTheExactFormula(
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("steps") long step,
      @ForAll("iterations") long n) {
    double base = Math.min(a, b);
    double max = Math.max(a, b);
    BigDecimal exact = Exact.rate(base, max, Exact.height(n, step), BigDecimal.ONE);
    assertThat(Exact.error(CyclicLR.triangular(base, max, step).rateAt(n), exact))
        .isLessThanOrEqualTo(EXACT);
  }

  @Property(tries = 5000)
  void triangular2_isTheExactFormula(
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("steps") long step,
      @ForAll("iterations") long n) {
    double base = Math.min(a, b);
    double max = Math.max(a, b);
    BigDecimal scale = Exact.triangular2(Exact.cycle(n, step));
    BigDecimal exact = Exact.rate(base, max, Exact.height(n, step), scale);
    assertThat(Exact.error(CyclicLR.triangular2(base, max, step).rateAt(n), exact))
        .isLessThanOrEqualTo(EXACT);
  }

  @Property(tries = 1000)
  void expRange_isTheExactFormula(
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("steps") long step,
      @ForAll("iterations") long n,
      @ForAll @DoubleRange(min = 0.9, max = 1) double gamma) {
    double base = Math.min(a, b);
    double max = Math.max(a, b);
    BigDecimal exact = Exact.rate(base, max, Exact.height(n, step), Exact.power(gamma, n));
    assertThat(Exact.error(CyclicLR.expRange(base, max, step, gamma).rateAt(n), exact))
        .isLessThanOrEqualTo(EXACT + TWO_ULP);
  }

  @Property
  void customScale_isTheExactFormulaWithTheScaleAsGiven(
      @ForAll @DoubleRange(min = 0, max = 1) double scale,
      @ForAll("steps") long step,
      @ForAll("iterations") long n) {
    CyclicLR schedule = CyclicLR.builder().stepSize(step).scaleFn(x -> scale).build();
    BigDecimal exact = Exact.rate(0.001, 0.006, Exact.height(n, step), new BigDecimal(scale));
    assertThat(Exact.error(schedule.rateAt(n), exact)).isLessThanOrEqualTo(EXACT + TWO_ULP);
  }

  @Property(tries = 5000)
  void everyPolicy_staysWithinItsBounds(
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll("steps") long step,
      @ForAll("iterations") long n,
      @ForAll @DoubleRange(min = 0.0, minIncluded = false, max = 1) double gamma) {
    double base = Math.min(a, b);
    double max = Math.max(a, b);
    assertThat(CyclicLR.triangular(base, max, step).rateAt(n)).isBetween(base, max);
    assertThat(CyclicLR.triangular2(base, max, step).rateAt(n)).isBetween(base, max);
    assertThat(CyclicLR.expRange(base, max, step, gamma).rateAt(n)).isBetween(base, max);
  }

  @Property
  void triangular_isPeriodicAndSymmetric(
      @ForAll @LongRange(min = 1, max = 100_000) long step, @ForAll @IntRange(min = 0) int n) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, step);
    assertThat(schedule.rateAt(n + 2 * step)).isEqualTo(schedule.rateAt(n));
    long intoCycle = n % (2 * step);
    assertThat(schedule.rateAt(2 * step - intoCycle)).isEqualTo(schedule.rateAt(n));
  }

  @Property
  void triangular_risesThenFalls(
      @ForAll @LongRange(min = 2, max = 100_000) long step, @ForAll @IntRange(min = 0) int n) {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, step);
    boolean rising = n / step % 2 == 0;
    double change = schedule.rateAt(n + 1L) - schedule.rateAt(n);
    assertThat(change).matches(value -> rising ? value > 0 : value < 0);
  }

  @Property
  void base_isExactAtTheStartOfEveryCycle_andMaxAtEveryTriangularPeak(
      @ForAll("rates") double a,
      @ForAll("rates") double b,
      @ForAll @LongRange(min = 1, max = 100_000) long step,
      @ForAll @IntRange(min = 0, max = 10_000) int cycles) {
    double base = Math.min(a, b);
    double max = Math.max(a, b);
    long start = 2 * step * cycles;
    assertThat(CyclicLR.triangular(base, max, step).rateAt(start)).isEqualTo(base);
    assertThat(CyclicLR.triangular(base, max, step).rateAt(start + step)).isEqualTo(max);
    assertThat(CyclicLR.triangular2(base, max, step).rateAt(start)).isEqualTo(base);
    assertThat(CyclicLR.expRange(base, max, step, 0.999).rateAt(start)).isEqualTo(base);
  }

  @Property
  void reset_keepsWhatIsBeforeAndStartsAnewAfter(
      @ForAll Mode mode,
      @ForAll @LongRange(min = 1, max = 5000) long step,
      @ForAll @IntRange(min = 1, max = 50_000) int at,
      @ForAll @IntRange(min = 0, max = 100_000) int n) {
    CyclicLRBuilder builder = CyclicLR.builder().stepSize(step).mode(mode);
    CyclicLR before = (mode == Mode.EXP_RANGE ? builder.gamma(0.9999) : builder).build();
    CyclicLR after = before.reset(at);
    assertThat(after.rateAt(n)).isEqualTo(n < at ? before.rateAt(n) : before.rateAt(n - at));
  }

  @Provide
  Arbitrary<Double> rates() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(0, 1),
        Arbitraries.doubles().between(0, 1e-6).ofScale(9),
        Arbitraries.doubles().between(0, Double.MAX_VALUE),
        Arbitraries.of(0.0, 1e-300, 0.001, 0.006, 0.1, 0.7, 3e8, Double.MAX_VALUE));
  }

  @Provide
  Arbitrary<Long> steps() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(1, 10_000),
        Arbitraries.longs().between(1, Integer.MAX_VALUE),
        Arbitraries.longs().between(1, Long.MAX_VALUE));
  }

  @Provide
  Arbitrary<Long> iterations() {
    long last = Integer.MAX_VALUE;
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 100_000),
        Arbitraries.longs().between(0, last),
        Arbitraries.longs().between(last - 10_000, last));
  }
}
