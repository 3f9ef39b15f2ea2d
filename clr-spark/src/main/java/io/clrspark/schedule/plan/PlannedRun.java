package io.clrspark.schedule.plan;

import io.clrspark.schedule.CycleSegment;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Mode;
import java.util.List;
import java.util.Optional;

/**
 * A schedule over the iterations {@code start} (inclusive) to {@code end} (exclusive).
 *
 * @param schedule what gives the rates
 * @param start the run's first global iteration
 * @param end the global iteration after the run's last
 */
record PlannedRun(CyclicLR schedule, long start, long end) {
  /** The end of the longest run: DL4J counts iterations in an int. */
  static final long MAX_END = 1L << 31;

  private static final double VANISHED = 0.01;
  private static final int SAMPLES = 100;

  long iterations() {
    return end - start;
  }

  /** The segments that give the run at least one rate. */
  List<CycleSegment> segments() {
    return schedule.segments().stream()
        .filter(segment -> segment.atIteration() < end && endOf(segment) > start)
        .toList();
  }

  CycleSegment last() {
    return schedule.segmentAt(end - 1);
  }

  /** The iteration after the segment's last: the next reset, or the end of the longest run. */
  long endOf(CycleSegment segment) {
    return schedule.resets().stream()
        .mapToLong(CycleSegment::atIteration)
        .filter(at -> at > segment.atIteration())
        .findFirst()
        .orElse(MAX_END);
  }

  /** The number of cycles where the rate is not constant; one that a reset cuts short in part. */
  double cycles() {
    return segments().stream()
        .filter(s -> !s.isConstant())
        .mapToDouble(s -> (lastEnd(s) - firstOf(s)) / ((double) s.stepSize() + s.stepSizeDown()))
        .sum();
  }

  private long firstOf(CycleSegment segment) {
    return Math.max(start, segment.atIteration());
  }

  private long lastEnd(CycleSegment segment) {
    return Math.min(end, endOf(segment));
  }

  boolean isConstant() {
    return segments().stream().allMatch(CycleSegment::isConstant);
  }

  /** Whether the run is at most the first half of a cycle. */
  boolean isRisingHalf() {
    CycleSegment first = schedule.segmentAt(start);
    return first.equals(last()) && start == first.atIteration() && iterations() <= first.stepSize();
  }

  /** Whether the iteration after the last would have the base rate, so that a cycle is complete. */
  boolean endsAtBase() {
    CycleSegment last = last();
    return last.isConstant() || last.startsCycle(end);
  }

  /** The rate with which the last cycle ends. */
  double baseAtEnd() {
    boolean decays = schedule.mode().equals(Optional.of(Mode.EXP_RANGE_BOUNDS));
    return last().baseLr() * (decays ? schedule.scaleAt(end - 1) : 1);
  }

  /** Whether the amplitude is under 1% for good before the last tenth of the run. */
  boolean vanishesEarly() {
    return segments().stream().filter(s -> !s.isConstant()).anyMatch(this::vanishesIn);
  }

  /** A custom scale may come back, so the rest of the segment is sampled too. */
  private boolean vanishesIn(CycleSegment segment) {
    long before = Math.min(lastEnd(segment), lastTenth()) - 1;
    if (before < firstOf(segment)) {
      return false;
    }
    long rest = lastEnd(segment) - 1 - before;
    for (int i = 0; i <= SAMPLES; i++) {
      if (schedule.scaleAt(before + rest * i / SAMPLES) >= VANISHED) {
        return false;
      }
    }
    return true;
  }

  /** The first iteration of the run's last tenth. */
  long lastTenth() {
    return end - iterations() / 10;
  }
}
