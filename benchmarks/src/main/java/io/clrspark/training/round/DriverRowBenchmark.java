package io.clrspark.training.round;

import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.WorkerRowBenchmark;
import io.clrspark.training.observer.RoundSummary;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The driver's work for one row of the history between two rounds: from the results of the workers
 * to a row in the buffer, from which another thread writes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DriverRowBenchmark {

  private static final int WORKERS = 8;
  private static final int ROWS = WORKERS * WorkerRowBenchmark.UPDATES;
  private static final int SEGMENT = 100_000;

  private RoundResult result;
  private MemoryLog log;
  private int logged;

  @Setup
  public void make() {
    WorkerRowBenchmark worker = new WorkerRowBenchmark();
    worker.make();
    WorkerResult[] workers = new WorkerResult[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
      workers[i] = new WorkerResult(NetworkState.NONE, true, worker.row(), 320, "executor-" + i);
    }
    result = new RoundResult(NetworkState.NONE, workers);
    log = MemoryLog.open("benchmark");
  }

  /** The rows of a round, its summary, and the rows in the log. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public RoundSummary row() {
    if (logged > SEGMENT) { // a buffer ends up as a segment, and the next starts small
      log = MemoryLog.open("benchmark");
      logged = 0;
    }
    List<HistoryRow> rows = result.rows(logged, 0, 0);
    RoundSummary summary = RoundSummary.of(rows, Set.of(), 1);
    log.rows(rows);
    logged += ROWS;
    return summary;
  }
}
