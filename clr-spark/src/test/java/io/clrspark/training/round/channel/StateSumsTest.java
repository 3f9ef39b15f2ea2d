package io.clrspark.training.round.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.NetworkState;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.average.AveragingTree;
import io.clrspark.training.average.TreePart;
import io.clrspark.training.average.TreeShape;
import io.clrspark.training.round.WorkerResult;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nd4j.linalg.api.buffer.DataType;
import scala.runtime.AbstractFunction1;

/** Sums of states in an executor, which is this process here. */
class StateSumsTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.of("local[1]");

  private static final boolean[] EIGHT = {true, true, true, true, true, true, true, true};
  private static final int LARGE = 100_000;
  private static final int ROUND = 5;

  private final StateSums sums = new StateSums(1, new TreeShape(EIGHT, DataType.FLOAT));
  private final List<StateSums.Member> tasks = new ArrayList<>();

  @BeforeEach
  void workersZeroToThree_beginARound() {
    SPARK.context();
    for (int worker = 0; worker < 4; worker++) {
      tasks.add(sums.enter(worker));
      sums.begin(tasks.get(worker), ROUND);
    }
  }

  @AfterEach
  void close_leavesNoBlock() throws InterruptedException {
    sums.close();
    for (int look = 0; look < 100 && blocks() > 0; look++) {
      Thread.sleep(10); // they go in another thread
    }
    assertThat(blocks()).isZero();
  }

  @Test
  void sum_comesWithTheLastState_andIsThatOfTheTree() throws Exception {
    List<CompletableFuture<Optional<PartPlace>>> answers = new ArrayList<>();
    for (int worker : new int[] {2, 0, 3}) {
      answers.add(finish(worker));
    }
    assertThat(answers).noneMatch(CompletableFuture::isDone);
    answers.add(finish(1));
    PartPlace sum = answers.get(0).join().orElseThrow();
    assertThat(answers).allMatch(answer -> answer.join().orElseThrow().equals(sum));
    assertThat(sum.part()).isEqualTo(new TreePart(2, 0));
    assertThat(sum.examples()).isEqualTo(1 + 2 + 3 + 4);
    AveragingTree expected = new TreeShape(EIGHT, DataType.FLOAT).tree(sum.part());
    for (int worker = 0; worker < 4; worker++) {
      expected.add(worker, result(worker, LARGE).state(), worker + 1);
    }
    NetworkState found = StateBlocks.fetch(sum.state()).get();
    assertThat(found.parameters()).isEqualTo(expected.average().parameters());
  }

  @Test
  void workerThatFails_letsTheOthersGoAlone() {
    CompletableFuture<Optional<PartPlace>> first = finish(0);
    CompletableFuture<Optional<PartPlace>> second = finish(1);
    sums.leave(tasks.get(3));
    assertThat(first.join()).isEmpty();
    assertThat(second.join()).isEmpty();
    assertThat(finish(2).join()).as("a later one").isEmpty();
  }

  @Test
  void workerThatIsKilledAfterItsUpdates_isInTheSum() {
    CompletableFuture<Optional<PartPlace>> first = finish(0);
    CompletableFuture<Optional<PartPlace>> killed = finish(3);
    sums.leave(tasks.get(3));
    assertThat(List.of(finish(1), finish(2), killed)).allMatch(answer -> answer.join().isPresent());
    assertThat(first.join()).isPresent();
  }

  @Test
  void workerThatGetsAnotherRound_letsTheOthersGoAlone() {
    CompletableFuture<Optional<PartPlace>> first = finish(0);
    sums.begin(tasks.get(1), ROUND + 5);
    assertThat(first.join()).isEmpty();
  }

  @Test
  void workersThatTrainAgain_areAddedAnew() {
    finishAll();
    tasks.forEach(task -> sums.begin(task, ROUND));
    finishAll();
  }

  @Test
  void twoWorkers_goAlone_becauseTheirSumIsNoSmaller() {
    sums.leave(tasks.get(3));
    assertThat(finish(0).join()).isEmpty();
    assertThat(finish(1).join()).isEmpty();
  }

  @Test
  void smallStates_goAlone() {
    assertThat(sums.finish(tasks.get(0), result(0, 10)).join()).isEmpty();
  }

  @Test
  void sumsOfARoundThatIsOver_go() throws InterruptedException {
    finishAll();
    assertThat(blocks()).isPositive();
    sums.begin(tasks.get(0), ROUND + 5);
    for (int look = 0; look < 100 && blocks() > 0; look++) {
      Thread.sleep(10);
    }
    assertThat(blocks()).isZero();
  }

  private void finishAll() {
    List<CompletableFuture<Optional<PartPlace>>> answers = new ArrayList<>();
    for (int worker = 0; worker < 4; worker++) {
      assertThat(answers).noneMatch(CompletableFuture::isDone);
      answers.add(finish(worker));
    }
    assertThat(answers).allMatch(answer -> answer.join().isPresent());
  }

  private CompletableFuture<Optional<PartPlace>> finish(int worker) {
    return sums.finish(tasks.get(worker), result(worker, LARGE));
  }

  private static WorkerResult result(int worker, int numbers) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers).order(ByteOrder.nativeOrder());
    for (int i = 0; i < numbers; i++) {
      bytes.putFloat(1f / (worker + i + 1));
    }
    NetworkState state = new NetworkState(bytes.array(), new byte[0]);
    return new WorkerResult(state, true, new UpdateRows(), worker + 1, "1");
  }

  private static int blocks() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsSum()).size();
  }

  private static final class IsSum extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return block.name().contains(DriverChannel.NAME);
    }
  }
}
