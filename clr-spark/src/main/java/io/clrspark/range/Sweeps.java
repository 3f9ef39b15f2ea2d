package io.clrspark.range;

import io.clrspark.conf.choice.SweepMode;
import io.clrspark.schedule.CyclicLR;
import org.nd4j.linalg.schedule.ISchedule;

/** The rates of a range test by its mode. */
final class Sweeps {

  private Sweeps() {}

  /**
   * The rates.
   *
   * @param atIteration global iteration at which the sweep starts
   */
  static ISchedule of(
      SweepMode mode, double minLr, double maxLr, long iterations, long atIteration) {
    return switch (mode) {
      case EXPONENTIAL -> new ExponentialSweep(minLr, maxLr, iterations, atIteration);
      case LINEAR -> {
        CyclicLR sweep = CyclicLR.triangular(minLr, maxLr, iterations);
        yield atIteration == 0 ? sweep : sweep.reset(atIteration);
      }
    };
  }
}
