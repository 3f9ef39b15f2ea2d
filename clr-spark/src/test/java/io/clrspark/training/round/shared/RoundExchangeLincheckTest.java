package io.clrspark.training.round.shared;

import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.training.average.PartialState;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.round.RoundInput;
import io.clrspark.training.round.WorkerResult;
import io.clrspark.training.round.channel.Work;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
 * The exchange between the driver and the tasks: Lincheck runs short scenarios of two threads and
 * switches between them at each access to a field. It finds results that no order of the calls
 * explains, and threads that wait for ever. A method without its lock or its signal fails.
 */
@Param(name = "worker", gen = IntGen.class, conf = "0:1")
@Param(name = "number", gen = IntGen.class, conf = "1:9")
public class RoundExchangeLincheckTest {

  private static final int SCENARIOS = 10;
  private static final int SCHEDULES = 200;

  /** Lincheck stops the clock and does not wait for a time: a turn is over when it starts. */
  private static final Duration OVER = Duration.ofNanos(Long.MIN_VALUE / 2);

  private final RoundExchange ofTwo = new RoundExchange(2, work(0), OVER, this::othersWait);
  private final RoundExchange ofOne = new RoundExchange(1, work(0), OVER, () -> false);
  private int asked;

  /** At every second question. */
  private boolean othersWait() {
    asked++;
    return asked % 2 == 0;
  }

  /** The iteration of the worker's round; -1 if the worker has to go, -2 if it has to wait. */
  @Operation
  public int next(@Param(name = "worker") int worker) {
    CompletableFuture<Optional<Work>> answer = ofTwo.next(worker);
    return answer.isDone() ? iteration(answer.join()) : -2;
  }

  @Operation
  public void lookForOthers() {
    ofTwo.lookForOthers();
  }

  @Operation
  public void deliver(@Param(name = "worker") int worker, @Param(name = "number") int examples) {
    ofTwo.deliver(worker, 0, result(examples));
  }

  @Operation
  public void deliverSum(@Param(name = "worker") int worker) {
    PartialState sum = new PartialState(new TreePart(1, 0), NetworkState.NONE, 10);
    ofTwo.deliver(worker, 0, result(5), worker == 0 ? sum : null);
  }

  @Operation
  public void stop(@Param(name = "worker") int worker) {
    ofTwo.stop(worker);
  }

  @Operation(nonParallelGroup = "driver")
  public boolean offer(@Param(name = "number") int iteration) {
    return ofTwo.offer(work(iteration));
  }

  /** Does not wait: behind the results there is a failure. */
  @Operation(nonParallelGroup = "driver")
  public String failAndTakeResult() throws InterruptedException {
    ofTwo.fail(new IllegalStateException("the job has failed"));
    return take(ofTwo);
  }

  @Operation
  public void close() {
    ofTwo.close();
  }

  @Test
  void calls_byTwoThreads_areAsIfOneAtATime() {
    options().addGuarantee(answers()).iterations(SCENARIOS).check(getClass());
  }

  @Test
  void driverThatWaits_getsTheResult() {
    check("takeDelivered", "deliverSeven");
  }

  @Test
  void driverThatWaits_getsTheFailure() {
    check("takeFailure", "fail");
  }

  @Test
  void taskThatWaits_getsTheNextRound() {
    check("nextAfterDelivery", "offerNine");
  }

  @Test
  void taskThatWaits_leavesAtTheEnd() {
    check("leaveAfterDelivery", "closeOfOne");
  }

  public int nextAfterDelivery() {
    ofOne.deliver(0, 0, result(7));
    return iteration(ofOne.next(0).join());
  }

  public void offerNine() throws InterruptedException {
    ofOne.takeResult();
    ofOne.offer(work(9));
  }

  public int leaveAfterDelivery() {
    return nextAfterDelivery();
  }

  public void closeOfOne() throws InterruptedException {
    ofOne.takeResult();
    ofOne.close();
  }

  public String takeDelivered() throws InterruptedException {
    return take(ofOne);
  }

  public void deliverSeven() {
    ofOne.deliver(0, 0, result(7));
  }

  public String takeFailure() throws InterruptedException {
    return take(ofOne);
  }

  public void fail() {
    ofOne.fail(new IllegalStateException("the job has failed"));
  }

  /** What the calls come to, of which one waits for the other. */
  public static final class Expected {
    public String takeDelivered() {
      return "0: 7";
    }

    public void deliverSeven() {}

    public String takeFailure() {
      return "failed";
    }

    public void fail() {}

    public int nextAfterDelivery() {
      return 9;
    }

    public void offerNine() {}

    public int leaveAfterDelivery() {
      return -1;
    }

    public void closeOfOne() {}
  }

  private static void check(String waiting, String other) {
    options()
        .iterations(0)
        .addCustomScenario(
            new ExecutionScenario(
                List.of(), List.of(actor(waiting), actor(other)), List.of(), null))
        .sequentialSpecification(Expected.class)
        .check(RoundExchangeLincheckTest.class);
  }

  private static List<Actor> actor(String method) {
    return Arrays.stream(RoundExchangeLincheckTest.class.getMethods())
        .filter(found -> found.getName().equals(method))
        .map(found -> new Actor(found, List.of()))
        .toList();
  }

  private static int iteration(Optional<Work> answer) {
    return answer.map(work -> work.round().firstIteration()).orElse(-1);
  }

  private static String take(RoundExchange exchange) throws InterruptedException {
    try {
      RoundExchange.Result result = exchange.takeResult();
      return result.worker() + ": " + result.result().examples();
    } catch (IllegalStateException e) {
      return "failed";
    }
  }

  private static Work work(int iteration) {
    return new Work(NetworkState.NONE, new RoundInput(iteration, 0, 0, 5));
  }

  private static WorkerResult result(int examples) {
    return new WorkerResult(NetworkState.NONE, true, new UpdateRows(), examples, "driver");
  }

  private static ModelCheckingOptions options() {
    return new ModelCheckingOptions()
        .addGuarantee(parts())
        .threads(2)
        .actorsPerThread(3)
        .actorsBefore(1)
        .actorsAfter(1)
        .invocationsPerIteration(SCHEDULES);
  }

  /** No switches inside these either, where nobody waits for an answer. */
  private static ManagedStrategyGuarantee answers() {
    return ManagedStrategyGuaranteeKt.forClasses(CompletableFuture.class.getName())
        .allMethods()
        .treatAsAtomic();
  }

  /** No switches inside these: the exchange itself is under test. */
  private static ManagedStrategyGuarantee parts() {
    return ManagedStrategyGuaranteeKt.forClasses(
            ArrayDeque.class.getName(),
            ArrayList.class.getName(),
            BitSet.class.getName(),
            HashMap.class.getName(),
            HashSet.class.getName())
        .allMethods()
        .treatAsAtomic();
  }
}
