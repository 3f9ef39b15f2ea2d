package io.clrspark.benchmarks.jmh;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Computes one rate, for the iterations of a run of a million in order, as DL4J does. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScheduleBenchmark {

  private static final int ITERATIONS = 1_000_000;
  private static final int RESET_COUNT = 5;

  /** The schedule. */
  public enum Kind {
    TRIANGULAR,
    TRIANGULAR2,
    EXP_RANGE,
    /** Triangular, with a reset after each sixth of the run. */
    RESETS,
    /** A scale by cycle from a formula, as the documentation has it. */
    EXPRESSION;

    private CyclicLR schedule() {
      return switch (this) {
        case TRIANGULAR -> CyclicLR.triangular(0.001, 0.006, 2000);
        case TRIANGULAR2 -> CyclicLR.triangular2(0.001, 0.006, 2000);
        case EXP_RANGE -> CyclicLR.expRange(0.001, 0.006, 2000, 0.99994);
        case RESETS -> withResets(CyclicLR.triangular(0.001, 0.006, 2000));
        case EXPRESSION -> CyclicLR.builder().scaleFn("0.5*(1+sin(x*pi/2))").build();
      };
    }

    private static CyclicLR withResets(CyclicLR schedule) {
      CyclicLR changed = schedule;
      for (long i = 1; i <= RESET_COUNT; i++) {
        changed = changed.reset(i * ITERATIONS / (RESET_COUNT + 1), Reset.none().maxLr(0.006 / i));
      }
      return changed;
    }
  }

  @Param private Kind kind;

  private CyclicLR schedule;
  private int iteration;

  @Setup
  public void make() {
    schedule = kind.schedule();
  }

  /** The rate of the next iteration. */
  @Benchmark
  public double rate() {
    iteration = iteration + 1 < ITERATIONS ? iteration + 1 : 0;
    return schedule.valueAt(iteration, 0);
  }
}
