package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.history.log.RateReset;
import io.clrspark.schedule.CycleSegment;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;

/** The schedule of a run, with the resets that were made while it ran. */
final class LiveSchedule {

  private final ISchedule first;
  private final List<RateReset> resets = new ArrayList<>();
  private ISchedule now;

  /**
   * @param first what the run began with
   */
  LiveSchedule(ISchedule first) {
    this.first = first;
    this.now = first;
  }

  ISchedule now() {
    return now;
  }

  /** The resets that were made, in order. */
  List<RateReset> resets() {
    return resets;
  }

  /** Sets the schedule to what it was after these resets. */
  void restore(List<RateReset> then) {
    now = first;
    resets.clear();
    for (RateReset reset : then) {
      now = ((Schedule) now).resetNow(reset.iteration(), changes(reset));
      resets.add(reset);
    }
  }

  private static Reset changes(RateReset reset) {
    return new Reset(reset.baseLr(), reset.maxLr(), reset.stepSize());
  }

  /** Replaces the schedule by one with a reset at an iteration, and returns the reset. */
  RateReset changed(Schedule changed, int iteration) {
    CycleSegment fresh = segmentAt(changed, iteration);
    double oldMaxLr = segmentAt((Schedule) now, iteration).maxLr();
    RateReset reset =
        new RateReset(iteration, fresh.baseLr(), fresh.maxLr(), fresh.stepSize(), oldMaxLr);
    now = changed;
    resets.add(reset);
    return reset;
  }

  /**
   * Starts a fresh cycle with a lower maxLr at an iteration that a run has gone back to. This
   * replaces a reset there. Planned later resets get a lower maxLr too.
   *
   * @param then the resets that were made before that time
   * @return the reset at that iteration
   * @throws ClrException if maxLr would reach baseLr, or the schedule has no cycles
   */
  RateReset lower(List<RateReset> then, int iteration, double factor) {
    restore(then);
    if (!(now instanceof Schedule ours) || ours.segments().isEmpty()) {
      throw new ClrException(
          "Cannot lower maxLr: %s has none. Train with a CyclicLR."
              .formatted(now.getClass().getSimpleName()));
    }
    List<RateReset> lowered = new ArrayList<>();
    lowered.add(lower(segmentAt(ours, iteration), iteration, factor));
    for (CycleSegment later : ours.segments()) {
      if (later.atIteration() > iteration && later.maxLr() > later.baseLr()) {
        lowered.add(lower(later, Math.toIntExact(later.atIteration()), factor));
      }
    }
    List<RateReset> all = new ArrayList<>(then);
    all.removeIf(reset -> reset.iteration() >= iteration);
    all.addAll(lowered);
    restore(all);
    return lowered.get(0);
  }

  /** The segment that an iteration is in; the first for one before all of them. */
  private static CycleSegment segmentAt(Schedule schedule, long iteration) {
    List<CycleSegment> all = schedule.segments();
    return all.stream()
        .filter(segment -> segment.atIteration() <= iteration)
        .reduce((earlier, later) -> later)
        .orElse(all.get(0));
  }

  private static RateReset lower(CycleSegment segment, int iteration, double factor) {
    double maxLr = segment.maxLr() * factor;
    if (maxLr <= segment.baseLr()) {
      throw new ClrException(
          "Cannot lower maxLr from %s to %s: it would reach baseLr = %s. Try lower rates."
              .formatted(segment.maxLr(), maxLr, segment.baseLr()));
    }
    return new RateReset(iteration, segment.baseLr(), maxLr, segment.stepSize(), segment.maxLr());
  }
}
