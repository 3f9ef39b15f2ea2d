package io.clrspark.benchmarks.range;

import org.nd4j.linalg.schedule.ISchedule;

/** The rate of the next update, set from outside: one replica then trains under any schedule. */
final class CurrentRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  // Static, since the engine copies the schedule into every updater.
  private static double rate = 1;

  static void set(double next) {
    rate = next;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return rate;
  }

  @Override
  public ISchedule clone() {
    return this;
  }
}
