package io.clrspark.training.run;

import io.clrspark.ClrException;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.Schedule;
import io.clrspark.training.observer.RunControl;
import java.util.Optional;
import org.nd4j.linalg.schedule.ISchedule;

/** Takes the reset, or the end of the run, that observers ask for after a round. */
final class LiveReset implements RunControl {

  private final ISchedule schedule;
  private final int iteration;
  private Optional<Schedule> changed = Optional.empty();
  private boolean stopped;

  /**
   * @param iteration the next round's first iteration
   */
  LiveReset(ISchedule schedule, int iteration) {
    this.schedule = schedule;
    this.iteration = iteration;
  }

  @Override
  public void reset(Reset changes) {
    if (!(schedule instanceof Schedule ours) || ours.segments().isEmpty()) {
      throw new ClrException(
          "Cannot reset the schedule: %s has no cycles. Train with a CyclicLR."
              .formatted(schedule.getClass().getSimpleName()));
    }
    if (changed.isPresent()) {
      throw new ClrException(
          "Cannot reset the schedule at iteration %d twice. Ask for one reset per round."
              .formatted(iteration));
    }
    changed = Optional.of(ours.resetNow(iteration, changes));
  }

  @Override
  public void stop() {
    stopped = true;
  }

  boolean isStopped() {
    return stopped;
  }

  /** The schedule with the reset, if one was asked for. */
  Optional<Schedule> changed() {
    return changed;
  }
}
