package io.clrspark.training;

import io.clrspark.ClrException;
import io.clrspark.history.RateReset;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Segment;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.schedule.ISchedule;

/** A run's schedule, with the resets that came while it ran. */
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

  /** The resets that came, in order. */
  List<RateReset> resets() {
    return resets;
  }

  /** Makes this what it was after these resets. */
  void restore(List<RateReset> then) {
    now = first;
    resets.clear();
    for (RateReset reset : then) {
      now = ((CyclicLR) now).reset(reset.iteration(), changes(reset));
      resets.add(reset);
    }
  }

  private static Reset changes(RateReset reset) {
    return Reset.none().baseLr(reset.baseLr()).maxLr(reset.maxLr()).stepSize(reset.stepSize());
  }

  /** Takes the schedule with a reset in place of that without. */
  RateReset changed(CyclicLR changed, int iteration) {
    Segment fresh = last(changed);
    double oldMaxLr = last((CyclicLR) now).maxLr();
    RateReset reset =
        new RateReset(iteration, fresh.baseLr(), fresh.maxLr(), fresh.stepSize(), oldMaxLr);
    now = changed;
    resets.add(reset);
    return reset;
  }

  /**
   * Starts a fresh cycle at an iteration that a run has gone back to, with a lower maxLr, in place
   * of any reset there.
   *
   * @param then the resets up to there
   * @throws ClrException if maxLr would reach baseLr, or the schedule is no CyclicLR
   */
  RateReset lower(List<RateReset> then, int iteration, double factor) {
    if (!(now instanceof CyclicLR cyclic)) {
      throw new ClrException(
          "Cannot lower maxLr: "
              + now.getClass().getSimpleName()
              + " has none. Train with a CyclicLR.");
    }
    Segment segment = last(cyclic);
    double maxLr = segment.maxLr() * factor;
    if (maxLr <= segment.baseLr()) {
      throw new ClrException(
          "Cannot lower maxLr from %s to %s: it would reach baseLr = %s. Try lower rates."
              .formatted(segment.maxLr(), maxLr, segment.baseLr()));
    }
    List<RateReset> kept = then.stream().filter(reset -> reset.iteration() < iteration).toList();
    restore(kept);
    RateReset reset =
        new RateReset(iteration, segment.baseLr(), maxLr, segment.stepSize(), segment.maxLr());
    now = ((CyclicLR) now).reset(iteration, changes(reset));
    resets.add(reset);
    return reset;
  }

  private static Segment last(CyclicLR cyclic) {
    return cyclic.segments().get(cyclic.segments().size() - 1);
  }
}
