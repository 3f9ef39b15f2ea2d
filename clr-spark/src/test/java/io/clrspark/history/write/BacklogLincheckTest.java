package io.clrspark.history.write;

import io.clrspark.history.log.RowBuffer;
import io.clrspark.testing.SampleHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuarantee;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * The backlog between the training that adds and the one writer: Lincheck runs short scenarios of
 * two threads, switches between them at each access to a field, and looks for results that no order
 * of the calls explains. Without their locks {@code addRows}, {@code seal}, {@code rowsWritten} and
 * the adding of an evaluation fail.
 */
@Param(name = "iteration", gen = IntGen.class, conf = "0:9")
public class BacklogLincheckTest {

  private static final int SCENARIOS = 12;
  private static final int SCHEDULES = 100;

  private final Backlog backlog =
      new Backlog(new WriteLimits(2, 7, Duration.ZERO, 1, Duration.ZERO, Duration.ZERO));

  /** Starts with two full segments and a row more: there is something to write and to seal. */
  public BacklogLincheckTest() {
    backlog.addRows(SampleHistory.rows(0, 5));
  }

  @Operation
  public boolean addRow(@Param(name = "iteration") int iteration) {
    return backlog.addRows(SampleHistory.rows(iteration, iteration + 1));
  }

  @Operation
  public void addEvaluation(@Param(name = "iteration") int iteration) {
    backlog.add(SampleHistory.evaluation(iteration));
  }

  @Operation
  public void addRecord() {
    backlog.add(SampleHistory.started("a"));
  }

  @Operation
  public boolean isUrgent() {
    return backlog.isUrgent();
  }

  @Operation
  public boolean isEmpty() {
    return backlog.isEmpty();
  }

  @Operation
  public void seal() {
    backlog.seal();
  }

  @Operation
  public String summary() {
    return backlog.summary();
  }

  @Operation
  public long dropped() {
    return backlog.dropped();
  }

  @Operation(nonParallelGroup = "writer")
  public String writeRows() {
    List<Integer> written = new ArrayList<>();
    if (backlog.rows().isPresent()) {
      backlog.rows().get().forEach(row -> written.add(row.iteration()));
      backlog.rowsWritten();
    }
    return written.toString();
  }

  @Operation(nonParallelGroup = "writer")
  public String writeEvaluations() {
    List<Integer> written = new ArrayList<>();
    if (backlog.evaluations().isPresent()) {
      backlog.evaluations().get().forEach(row -> written.add(row.iteration()));
      backlog.evaluationsWritten();
    }
    return written.toString();
  }

  @Operation(nonParallelGroup = "writer")
  public boolean writeRecord() {
    boolean found = backlog.record().isPresent();
    if (found) {
      backlog.recordWritten();
    }
    return found;
  }

  @Operation(nonParallelGroup = "writer")
  public void rollBack(@Param(name = "iteration") int iteration) {
    backlog.rollBack(iteration);
  }

  @Test
  void calls_byTwoThreads_areAsIfOneAtATime() {
    new ModelCheckingOptions()
        .addGuarantee(parts())
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(1)
        .actorsAfter(1)
        .iterations(SCENARIOS)
        .invocationsPerIteration(SCHEDULES)
        .addCustomScenario(
            twoThreads(
                List.of(actor("addRecord"), actor("addRecord")),
                List.of(actor("addRecord"), actor("writeRecord"))))
        .addCustomScenario(
            twoThreads(
                List.of(actor("addEvaluation"), actor("seal")),
                List.of(actor("addEvaluation"), actor("seal"), actor("writeEvaluations"))))
        .check(getClass());
  }

  /** One thread adds while the other one adds and writes: what was added is there once. */
  private static ExecutionScenario twoThreads(List<Actor> one, List<Actor> other) {
    return new ExecutionScenario(List.of(), List.of(one, other), List.of(actor("summary")), null);
  }

  private static Actor actor(String method) {
    return Arrays.stream(BacklogLincheckTest.class.getMethods())
        .filter(found -> found.getName().equals(method))
        .map(found -> new Actor(found, found.getParameterCount() == 0 ? List.of() : List.of(1)))
        .findAny()
        .orElseThrow();
  }

  /** No switches inside a buffer: the backlog and its queues are under test. */
  private static ManagedStrategyGuarantee parts() {
    return ManagedStrategyGuaranteeKt.forClasses(RowBuffer.class.getName())
        .allMethods()
        .treatAsAtomic();
  }
}
