package io.clrspark.golden;

import io.clrspark.range.ExponentialSweep;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.ScaleMode;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The schedules in the golden files, by name. Never change one: files of earlier formats hold it.
 */
final class GoldenSchedules {

  static final CyclicLR TRIANGULAR = CyclicLR.triangular(0.001, 0.006, 2000);

  static final CyclicLR TRIANGULAR2 = CyclicLR.triangular2(0.001, 0.02, 4);

  static final CyclicLR EXP_RANGE = CyclicLR.expRange(1e-4, 0.03, 3, 0.99994);

  static final CyclicLR EXP_RANGE_WITH_RESETS =
      EXP_RANGE
          .reset(4, Reset.none().maxLr(0.01))
          .reset(6, Reset.none().baseLr(0.002).stepSize(2))
          .reset(9);

  static final CyclicLR SCALE_OF_CYCLE =
      CyclicLR.builder().baseLr(0.001).maxLr(0.02).stepSize(2).scaleFn("1/(2^(x-1))").build();

  static final CyclicLR SCALE_OF_ITERATIONS =
      CyclicLR.builder()
          .baseLr(0.001)
          .maxLr(0.02)
          .stepSize(3)
          .scaleFn("0.5*(1+sin(x*pi/2))")
          .scaleMode(ScaleMode.ITERATIONS)
          .build()
          .reset(5, Reset.none().maxLr(0.01));

  static final ExponentialSweep SWEEP = new ExponentialSweep(1e-6, 10, 200, 7);

  /** All that can be written as text. */
  static SortedMap<String, ISchedule> all() {
    return new TreeMap<>(
        Map.of(
            "triangular", TRIANGULAR,
            "triangular2", TRIANGULAR2,
            "exp_range", EXP_RANGE,
            "exp_range-with-resets", EXP_RANGE_WITH_RESETS,
            "scale-of-cycle", SCALE_OF_CYCLE,
            "scale-of-iterations", SCALE_OF_ITERATIONS,
            "constant", CyclicLR.builder().mode(Mode.TRIANGULAR).baseLr(0.01).maxLr(0.01).build(),
            "sweep", SWEEP));
  }

  private GoldenSchedules() {}
}
