package io.clrspark.schedule.plan;

import io.clrspark.schedule.CycleSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest changes to a run, down and up, that make it end at the base rate. A change
 * keeps the run's last reset the last.
 */
final class NearestEnds {
  /** Values below half or above twice the present one are not advised. */
  private static final long FACTOR = 2;

  private static final long MAX_SEARCH = 100_000;

  private final PlannedRun run;
  private final CycleSegment last;

  NearestEnds(PlannedRun run) {
    this.run = run;
    this.last = run.last();
  }

  /** Lengths of the run in iterations, ascending. */
  List<Long> iterations() {
    if (Math.max(last.stepSize(), last.stepSizeDown()) > PlannedRun.MAX_END) {
      return List.of();
    }
    long period = last.stepSize() + last.stepSizeDown();
    long below = (run.end() - last.atIteration()) / period * period;
    return LongStream.of(below, below + period)
        .map(n -> last.atIteration() + n - run.start())
        .filter(this::isGood)
        .boxed()
        .toList();
  }

  /** Lengths of the run in whole epochs, ascending, none over twice the length. */
  List<Long> epochs(long iterationsPerEpoch) {
    if (iterationsPerEpoch < 1) {
      return List.of();
    }
    LongPredicate good = epochs -> isGood(epochs * iterationsPerEpoch);
    long whole = run.iterations() / iterationsPerEpoch;
    List<Long> found = new ArrayList<>();
    first(whole, -1, whole, good, found);
    first(whole + 1, 1, Math.max(1, whole), good, found);
    return List.copyOf(found);
  }

  private static void first(
      long from, long step, long steps, LongPredicate good, List<Long> found) {
    LongStream.iterate(from, value -> value + step)
        .limit(Math.min(steps, MAX_SEARCH))
        .filter(good)
        .findFirst()
        .ifPresent(found::add);
  }

  /** Values of the last segment's stepSize, ascending, none under half or over twice of it. */
  List<Long> stepSizes() {
    long n = run.end() - last.atIteration();
    if (n % 2 != 0 || !last.hasEqualHalves()) {
      return List.of();
    }
    NavigableSet<Long> divisors = divisors(n / 2);
    List<Long> found = new ArrayList<>();
    addIfClose(divisors.floor(last.stepSize()), found);
    addIfClose(divisors.higher(last.stepSize()), found);
    return List.copyOf(found);
  }

  private void addIfClose(@Nullable Long stepSize, List<Long> found) {
    if (stepSize != null
        && stepSize * FACTOR >= last.stepSize()
        && stepSize <= last.stepSize() * FACTOR) {
      found.add(stepSize);
    }
  }

  private static NavigableSet<Long> divisors(long value) {
    NavigableSet<Long> divisors = new TreeSet<>();
    for (long divisor = 1; divisor * divisor <= value; divisor++) {
      if (value % divisor == 0) {
        divisors.add(divisor);
        divisors.add(value / divisor);
      }
    }
    return divisors;
  }

  /** Whether a run of that many iterations ends at the base rate, in the same segment. */
  private boolean isGood(long iterations) {
    long end = run.start() + iterations;
    return iterations > 0
        && end > last.atIteration()
        && end <= run.endOf(last)
        && new PlannedRun(run.schedule(), run.start(), end).endsAtBase();
  }
}
