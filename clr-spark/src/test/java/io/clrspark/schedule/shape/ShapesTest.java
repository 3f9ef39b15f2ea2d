package io.clrspark.schedule.shape;

import static io.clrspark.schedule.shape.ExactShapes.between;
import static io.clrspark.schedule.shape.ExactShapes.hann;
import static io.clrspark.schedule.shape.ExactShapes.number;
import static io.clrspark.schedule.shape.ExactShapes.share;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Exact;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.testing.RoundTrip;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ISchedule;

/** What every schedule promises, for each of them. */
class ShapesTest {
  private static final double EXACT = 1e-15 + 2 * 0x1p-52;
  private static final long LAST = Integer.MAX_VALUE;
  private static final BigDecimal ONE = BigDecimal.ONE;

  /**
   * A schedule and what it must be.
   *
   * @param formula its rates in exact arithmetic
   * @param jumps whether its rate jumps from one phase to the next
   */
  private record Sample(Schedule schedule, LongFunction<BigDecimal> formula, boolean jumps) {
    @Override
    public String toString() {
      return schedule.toString();
    }
  }

  private static Sample smooth(Schedule schedule, LongFunction<BigDecimal> formula) {
    return new Sample(schedule, formula, false);
  }

  static Stream<Sample> samples() {
    return Stream.of(cycles(), decays(), oneCycles(), phases()).flatMap(all -> all);
  }

  private static Stream<Sample> cycles() {
    CyclicLR unequal =
        CyclicLR.builder().baseLr(0.001).maxLr(0.1).stepSize(300).stepSizeDown(700).build();
    return Stream.of(
        smooth(CyclicLR.triangular(0.001, 0.1, 500), n -> cycle(n, 500, 500, x -> x)),
        smooth(unequal, n -> cycle(n, 300, 700, x -> x)),
        smooth(curved(Curve.COSINE), n -> cycle(n, 400, 200, ExactShapes::hann)),
        smooth(curved(Curve.PARABOLA), n -> cycle(n, 400, 200, ExactShapes::welch)),
        smooth(curved(Curve.ONE_MINUS_SQRT), n -> cycle(n, 400, 200, ExactShapes::oneMinusSqrt)),
        smooth(
            CyclicLR.builder()
                .baseLr(0.001)
                .maxLr(0.1)
                .stepSize(500)
                .mode(Mode.EXP_RANGE_BOUNDS)
                .gamma(0.9999999)
                .build(),
            n -> cycle(n, 500, 500, x -> x).multiply(Exact.power(0.9999999, n))),
        new Sample(
            new CosineRestarts(0.1, 0.001, 300, 2, 0.75),
            n -> {
              long start = 0;
              long length = 300;
              BigDecimal peak = number(0.1);
              while (n - start >= length) {
                start += length;
                length *= 2;
                peak = peak.multiply(number(0.75)).max(number(0.001));
              }
              return between(number(0.001), peak, hann(ONE.subtract(share(n - start, length))));
            },
            true),
        new Sample(
            new CosineRestarts(0.1, 0, 300, 1, 1),
            n -> between(number(0), number(0.1), hann(ONE.subtract(share(n % 300, 300)))),
            true));
  }

  private static CyclicLR curved(Curve curve) {
    return CyclicLR.builder()
        .baseLr(0.001)
        .maxLr(0.1)
        .stepSize(400)
        .stepSizeDown(200)
        .curve(curve)
        .build();
  }

  private static BigDecimal cycle(long n, long up, long down, UnaryOperator<BigDecimal> curve) {
    long at = n % (up + down);
    BigDecimal x = at < up ? share(at, up) : share(up + down - at, down);
    return between(number(0.001), number(0.1), curve.apply(x));
  }

  private static Stream<Sample> decays() {
    return Stream.of(
        smooth(new Constant(0.1), n -> number(0.1)),
        smooth(decay(Curve.COSINE), n -> fallen(n, 1000, ExactShapes::hann)),
        smooth(decay(Curve.LINEAR), n -> fallen(n, 1000, x -> x)),
        smooth(decay(Curve.ONE_MINUS_SQRT), n -> fallen(n, 1000, ExactShapes::oneMinusSqrt)),
        smooth(new Polynomial(0.1, 0.001, 1000, 3), n -> fallen(n, 1000, x -> x.pow(3))),
        smooth(
            new Polynomial(0.1, 0.001, 1000, 0.5), n -> fallen(n, 1000, x -> x.sqrt(Exact.DIGITS))),
        smooth(
            new InverseSqrt(0.1, 400),
            n -> number(0.1).multiply(share(400, 400 + n).sqrt(Exact.DIGITS))));
  }

  private static Decay decay(Curve curve) {
    return new Decay(0.1, 0.001, 1000, curve);
  }

  private static BigDecimal fallen(long n, long length, UnaryOperator<BigDecimal> curve) {
    BigDecimal rest = share(Math.max(0, length - n), length);
    return between(number(0.001), number(0.1), curve.apply(rest));
  }

  private static Stream<Sample> oneCycles() {
    OneCycle simple = OneCycle.of(0.1, 1000);
    OneCycle line = OneCycle.of(0.5, 777).pctStart(0.313).divFactors(10, 100).curve(Curve.LINEAR);
    OneCycle three = OneCycle.of(0.1, 1003).pctStart(0.41).threePhase();
    return Stream.of(
        smooth(simple, n -> oneCycle(n, 1000, "0.3", 0.1, 25, 10_000, ExactShapes::hann)),
        smooth(line, n -> oneCycle(n, 777, "0.313", 0.5, 10, 100, x -> x)),
        smooth(three, ShapesTest::threePhases));
  }

  private static BigDecimal oneCycle(
      long n,
      long length,
      String pctStart,
      double max,
      double div,
      double finalDiv,
      UnaryOperator<BigDecimal> curve) {
    BigDecimal peak = new BigDecimal(pctStart).multiply(BigDecimal.valueOf(length)).subtract(ONE);
    BigDecimal at = BigDecimal.valueOf(Math.min(n, length - 1));
    BigDecimal end = BigDecimal.valueOf(length - 1);
    if (at.compareTo(peak) <= 0) {
      return between(number(max / div), number(max), curve.apply(at.divide(peak, Exact.DIGITS)));
    }
    BigDecimal rest = end.subtract(at).divide(end.subtract(peak), Exact.DIGITS);
    return between(number(max / div / finalDiv), number(max), curve.apply(rest));
  }

  /** Of 1003 iterations, 41 % of which are the rise, and as many the first fall. */
  private static BigDecimal threePhases(long n) {
    BigDecimal peak = new BigDecimal("410.23"); // 0.41 * 1003 - 1
    BigDecimal at = BigDecimal.valueOf(Math.min(n, 1002));
    BigDecimal first = number(0.1 / 25);
    if (at.compareTo(peak) <= 0) {
      return between(first, number(0.1), hann(at.divide(peak, Exact.DIGITS)));
    }
    BigDecimal second = peak.add(peak);
    if (at.compareTo(second) <= 0) {
      return between(first, number(0.1), hann(second.subtract(at).divide(peak, Exact.DIGITS)));
    }
    BigDecimal end = BigDecimal.valueOf(1002);
    BigDecimal rest = end.subtract(at).divide(end.subtract(second), Exact.DIGITS);
    return between(number(0.1 / 25 / 10_000), first, hann(rest));
  }

  private static Stream<Sample> phases() {
    Schedule stable = new WarmUp(new Constant(0.1), 200, 0);
    Schedule cycles = CyclicLR.triangular(0.001, 0.1, 500);
    return Stream.of(
        smooth(
            new Cooldown(stable, 1000, 400, 0.001, Curve.ONE_MINUS_SQRT),
            n ->
                n < 1000
                    ? number(0.1).multiply(share(Math.min(n, 200), 200))
                    : fallenFrom(n - 1000, 400, ExactShapes::oneMinusSqrt)),
        smooth(
            new WarmUp(decay(Curve.COSINE), 300, 0.2),
            n ->
                n < 300
                    ? between(number(0.1), number(0.2), ONE.subtract(share(n, 300)))
                    : fallen(n - 300, 1000, ExactShapes::hann)),
        smooth(
            new WarmUp(cycles, 100, 0),
            n ->
                n < 100 ? number(0.001).multiply(share(n, 100)) : cycle(n - 100, 500, 500, x -> x)),
        smooth(
            new Cooldown(cycles, 2250, 750, 0.00001, Curve.LINEAR),
            n ->
                n < 2250
                    ? cycle(n, 500, 500, x -> x)
                    : between(
                        number(0.00001),
                        cycle(2250, 500, 500, x -> x),
                        share(Math.max(0, 3000 - n), 750))),
        smooth(
            new StartingAt(OneCycle.of(0.1, 1000), 5000),
            n -> oneCycle(Math.max(0, n - 5000), 1000, "0.3", 0.1, 25, 10_000, ExactShapes::hann)));
  }

  private static BigDecimal fallenFrom(long n, long length, UnaryOperator<BigDecimal> curve) {
    BigDecimal rest = share(Math.max(0, length - n), length);
    return between(number(0.001), number(0.1), curve.apply(rest));
  }

  /** Every 7th of the first 7000 iterations, what is around phases, and the last. */
  private static LongStream iterations(Schedule schedule) {
    LongStream around =
        phases(schedule).stream()
            .mapToLong(Phase::start)
            .flatMap(at -> LongStream.of(at - 1, at, at + 1).filter(n -> n >= 0));
    return LongStream.concat(
        LongStream.concat(LongStream.iterate(0, n -> n < 7000, n -> n + 7), around),
        LongStream.of(1_000_000, 123_456_789, LAST - 1, LAST));
  }

  private static List<Phase> phases(Schedule schedule) {
    List<Phase> all = new ArrayList<>();
    for (long at = 0; at < 7000; at = all.get(all.size() - 1).end()) {
      all.add(schedule.phaseAt(at));
    }
    return all;
  }

  @Test
  void everyKind_hasASample() {
    Set<String> names =
        samples().map(sample -> sample.schedule().name()).collect(Collectors.toSet());
    assertThat(names)
        .contains(Stream.of(ShapeKind.values()).map(ShapeKind::toString).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rate_isThatOfExactArithmetic(Sample sample) {
    iterations(sample.schedule())
        .forEach(
            n ->
                assertThat(Exact.error(sample.schedule().rateAt(n), sample.formula().apply(n)))
                    .as("relative error at iteration %d", n)
                    .isLessThanOrEqualTo(EXACT));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rate_staysWithinItsBounds_andReachesTheUpperOne(Sample sample) {
    Schedule schedule = sample.schedule();
    iterations(schedule)
        .forEach(
            n ->
                assertThat(schedule.rateAt(n))
                    .isBetween(schedule.lowestRate(), schedule.highestRate()));
    double most = LongStream.range(0, 7000).mapToDouble(schedule::rateAt).max().orElseThrow();
    assertThat(most).isGreaterThan(0.99 * schedule.highestRate());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void phases_followEachOther_andTheRateOfEachIsMonotone(Sample sample) {
    Schedule schedule = sample.schedule();
    long at = 0;
    for (Phase phase : phases(schedule)) {
      assertThat(phase.start()).isEqualTo(at);
      assertThat(phase.end()).isGreaterThan(at);
      at = phase.end();
      long last = Math.min(at, 10_000) - 1;
      assertThat(schedule.phaseAt(last)).isEqualTo(phase);
      assertThat(turns(schedule, phase.start(), last))
          .as("turns in %s", phase)
          .isLessThanOrEqualTo(phase.name().equals(Phase.CYCLE) ? 1 : 0);
    }
  }

  /** How often the rate turns around from an iteration to another. */
  private static int turns(Schedule schedule, long first, long last) {
    double before = 0;
    int turns = 0;
    for (long n = first; n < last; n++) {
      double change = Math.signum(schedule.rateAt(n + 1) - schedule.rateAt(n));
      turns += before * change < 0 ? 1 : 0;
      before = change == 0 ? before : change;
    }
    return turns;
  }

  @ParameterizedTest
  @MethodSource("samples")
  void rate_hasNoJumps(Sample sample) {
    Schedule schedule = sample.schedule();
    double range = schedule.highestRate() - schedule.lowestRate();
    for (long n = 1; n < 7000; n++) {
      boolean isAllowed = sample.jumps() && schedule.phaseAt(n).start() == n;
      if (!isAllowed) {
        assertThat(Math.abs(schedule.rateAt(n) - schedule.rateAt(n - 1)))
            .as("step to iteration %d", n)
            .isLessThanOrEqualTo(0.1 * range);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void afterTheEnd_theLastRateStays(Sample sample) {
    Schedule schedule = sample.schedule();
    List<Phase> phases = phases(schedule);
    Phase last = phases.get(phases.size() - 1);
    if (last.name().equals(Phase.AFTER)) {
      assertThat(last.isEndless()).isTrue();
      assertThat(Exact.error(schedule.rateAt(LAST), sample.formula().apply(LAST)))
          .isLessThan(1e-50);
      assertThat(schedule.rateAt(LAST)).isEqualTo(schedule.rateAt(last.start()));
      assertThat(schedule.rateAt(Long.MAX_VALUE)).isEqualTo(schedule.rateAt(last.start()));
    }
    assertThat(schedule.valueAt(Integer.MAX_VALUE, 3)).isFinite().isNotNegative();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsSentOrSaved_isEqual_andGoesOnWithTheSameRates(Sample sample) throws Exception {
    Schedule schedule = sample.schedule();
    List<ISchedule> read =
        List.of(
            RoundTrip.java(schedule),
            RoundTrip.kryo(schedule, Schedule.class),
            RoundTrip.json(schedule),
            RoundTrip.yaml(schedule));
    for (ISchedule one : read) {
      assertThat(one)
          .isEqualTo(schedule)
          .hasSameHashCodeAs(schedule)
          .hasToString(schedule.toString());
      iterations(schedule)
          .forEach(n -> assertThat(one.valueAt((int) n, 0)).isEqualTo(schedule.rateAt(n)));
    }
    assertThat(schedule.clone()).isSameAs(schedule);
    assertThat(schedule.notSaveable()).isEmpty();
  }

  @Test
  void schedules_areEqualByValueOnly() {
    List<Schedule> all = samples().map(Sample::schedule).toList();
    assertThat(all).doesNotHaveDuplicates();
    assertThat(all).isEqualTo(samples().map(Sample::schedule).toList());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void negativeIterations_areRefused(Sample sample) {
    String message = "Invalid iteration: -1 (must be >= 0)";
    assertThatThrownBy(() -> sample.schedule().rateAt(-1)).hasMessage(message);
    assertThatThrownBy(() -> sample.schedule().phaseAt(-1)).hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void reset_startsAFreshCycle_orIsRefusedWhereThereIsNone(Sample sample) {
    Schedule schedule = sample.schedule();
    Reset change = Reset.none().maxLr(0.05);
    if (schedule.segments().isEmpty()) {
      assertThatThrownBy(() -> schedule.resetNow(500, change))
          .isInstanceOf(ClrException.class)
          .hasMessageMatching(
              "Cannot reset the schedule: \\w+ has no cycles\\. Train with a CyclicLR\\.");
    } else {
      Schedule changed = schedule.resetNow(1357, change);
      for (long n = 0; n < 1357; n++) {
        assertThat(changed.rateAt(n)).isEqualTo(schedule.rateAt(n));
      }
      assertThat(changed.rateAt(1357)).isEqualTo(0.001);
      assertThat(changed.phaseAt(1400).start()).isEqualTo(1357);
      assertThat(changed.segments()).hasSize(schedule.segments().size() + 1);
      assertThat(changed.segments().get(1).atIteration()).isEqualTo(1357);
    }
  }
}
