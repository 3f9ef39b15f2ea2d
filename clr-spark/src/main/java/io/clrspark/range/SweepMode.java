package io.clrspark.range;

import io.clrspark.schedule.CyclicLR;
import java.util.Locale;
import org.nd4j.linalg.schedule.ISchedule;

/** How the rate of a range test rises. */
public enum SweepMode {
  /** By the same factor each iteration: {@link ExponentialSweep}. */
  EXPONENTIAL {
    @Override
    ISchedule schedule(double minLr, double maxLr, long iterations, long atIteration) {
      return new ExponentialSweep(minLr, maxLr, iterations, atIteration);
    }
  },
  /** By the same amount each iteration: the first half cycle of the triangular policy. */
  LINEAR {
    @Override
    ISchedule schedule(double minLr, double maxLr, long iterations, long atIteration) {
      CyclicLR sweep = CyclicLR.triangular(minLr, maxLr, iterations);
      return atIteration == 0 ? sweep : sweep.reset(atIteration);
    }
  };

  /**
   * The rates.
   *
   * @param atIteration global iteration at which the sweep starts
   */
  abstract ISchedule schedule(double minLr, double maxLr, long iterations, long atIteration);

  /** As a property has it: {@code exponential}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
