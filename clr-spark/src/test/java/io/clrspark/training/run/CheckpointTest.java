package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.KilledRuns;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingResult;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** A run that dies and goes on ends as one that was never stopped, or says why it cannot. */
class CheckpointTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final CyclicLR SCHEDULE = CyclicLR.triangular2(0.001, 0.02, 7);
  private static final int EXAMPLES = 100; // two workers, batches of 8: 7 iterations an epoch

  @TempDir Path folder;
  private JavaRDD<DataSet> data;

  @BeforeEach
  void makeData() {
    data = SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(EXAMPLES), 16, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 7, 9, 14, 20})
  void killedAndResumed_isBitForBitAsIfNeverStopped(int iteration) {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    die(trainer("run"), iteration);
    MultiLayerNetwork resumed = network();
    TrainingResult result = trainer("run").resume("run").build().fit(resumed, data);
    assertSame(resumed, whole);
    assertSameRows("run", "whole");
    assertThat(result.iterations()).isEqualTo(21);
    assertThat(result.epochs()).isEqualTo(3);
    assertThat(result.evaluations())
        .extracting(EvaluationRow::iteration)
        .containsExactly(7, 14, 21);
    assertThat(result.historyProblems()).isEmpty();
    Row run = runs("run");
    assertThat(run.<String>getAs("status")).isEqualTo("finished");
    assertThat(run.<Integer>getAs("resumes")).isEqualTo(1);
  }

  @Test
  void killedAgainAndAgain_isStillTheSame() {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    UnaryOperator<ClrTrainerBuilder> often =
        trainer -> trainer.checkpoints(at().everyIterations(1));
    die(often.apply(trainer("run")), 2);
    for (int iteration : new int[] {4, 6, 11, 16, 21}) {
      die(often.apply(trainer("run")).resume("run"), iteration);
    }
    MultiLayerNetwork resumed = network();
    often.apply(trainer("run")).resume("run").build().fit(resumed, data);
    assertSame(resumed, whole);
    assertSameRows("run", "whole");
  }

  @Test
  void reset_thatWasAskedFor_isKeptOrAskedForAgain() {
    MultiLayerNetwork whole = network();
    trainer("whole").observer(new ResetAt(9)).build().fit(whole, data);
    die(trainer("run").observer(new ResetAt(9)), 14); // the newest is of 14, after it
    die(trainer("other").observer(new ResetAt(9)), 11); // the newest is of 7, before it
    for (String run : List.of("run", "other")) {
      MultiLayerNetwork resumed = network();
      trainer(run).observer(new ResetAt(9)).resume(run).build().fit(resumed, data);
      assertSame(resumed, whole);
      assertSameRows(run, "whole");
      assertThat(runs(run).getList(runs(run).fieldIndex("resets"))).hasSize(1);
    }
  }

  @Test
  void moreEpochs_areTrainedAfterTheEnd() {
    MultiLayerNetwork whole = network();
    trainer("whole").epochs(5).build().fit(whole, data);
    trainer("run").build().fit(network(), data);
    MultiLayerNetwork resumed = network();
    trainer("run").epochs(5).resume("run").build().fit(resumed, data);
    assertSame(resumed, whole);
    assertSameRows("run", "whole");
    assertThatThrownBy(() -> trainer("run").epochs(2).resume("run").build().fit(network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("has made 35 iterations, and is to make 14");
  }

  @Test
  void finishedRun_resumed_isWhatItWas() {
    MultiLayerNetwork whole = network();
    TrainingResult first = trainer("run").build().fit(whole, data);
    List<Row> rows = rows("run");
    MultiLayerNetwork again = network();
    TrainingResult second = trainer("run").resume("run").build().fit(again, data);
    assertSame(again, whole);
    assertThat(rows("run")).isEqualTo(rows);
    assertThat(second.trainLoss()).isEqualTo(first.trainLoss());
    assertThat(second.evaluations()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "workers, spark.clr.workers was 2 and is 3",
    "batchSize, spark.clr.batchSize was 8 and is 4",
    "averagingFrequency, spark.clr.averagingFrequency was 2 and is 5",
    "seed, spark.clr.seed was 42 and is 43",
    "shuffle, spark.clr.shuffle was true and is false",
    "examples, examples was 100 and is 90",
    "value, examples' checksum was ",
    "order, examples' checksum was ",
    "schedule, the schedule was ",
    "network, the network's configuration had ",
  })
  void resuming_withWhatWouldChangeTheResult_isRefused_andChangesNothing(
      String what, String message) throws IOException {
    die(trainer("run"), 11);
    List<String> before = files();
    ClrTrainerBuilder trainer =
        what.equals("schedule")
            ? trainer("run", CyclicLR.triangular2(0.001, 0.03, 7))
            : trainer("run");
    JavaRDD<DataSet> used =
        switch (what) {
          case "examples" -> rdd(SampleDataSets.make(90), 16, 3);
          case "value" -> rdd(withOtherValue(SampleDataSets.make(100)), 16, 3);
          case "order" -> rdd(withFirstTwoSwapped(SampleDataSets.make(100)), 16, 3);
          default -> data;
        };
    switch (what) {
      case "workers" -> trainer.workers(3);
      case "batchSize" -> trainer.batchSize(4);
      case "averagingFrequency" -> trainer.averagingFrequency(5);
      case "seed" -> trainer.seed(43);
      case "shuffle" -> trainer.shuffle(false);
      default -> {}
    }
    MultiLayerNetwork network =
        what.equals("network")
            ? SampleNetworks.mlp(new Adam(0.1), options -> options.l2(0.1))
            : network();
    assertThatThrownBy(() -> trainer.resume("run").build().fit(network, used))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot resume run run: " + message)
        .hasMessageEndingWith(", which would change the result. Set it back, or start a new run.");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void sameExamples_cutInOtherPieces_areTaken() {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    die(trainer("run"), 11);
    MultiLayerNetwork resumed = network();
    trainer("run").resume("run").build().fit(resumed, rdd(SampleDataSets.make(100), 7, 4));
    assertSame(resumed, whole);
  }

  private static JavaRDD<DataSet> rdd(DataSet examples, int size, int partitions) {
    return SampleDataSets.rdd(SPARK.context(), examples, size, partitions);
  }

  private static DataSet withOtherValue(DataSet examples) {
    examples.getFeatures().putScalar(57, 3, 0.25);
    return examples;
  }

  private static DataSet withFirstTwoSwapped(DataSet examples) {
    for (INDArray array : List.of(examples.getFeatures(), examples.getLabels())) {
      INDArray first = array.getRow(0).dup();
      array.putRow(0, array.getRow(1).dup());
      array.putRow(1, first);
    }
    return examples;
  }

  @Test
  void newestCheckpoint_damaged_isPassedOver() throws IOException {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    die(trainer("run"), 20);
    Path newest = newest("state-.*");
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    Files.deleteIfExists(newest.resolveSibling("." + newest.getFileName() + ".crc"));
    MultiLayerNetwork resumed = network();
    trainer("run").resume("run").build().fit(resumed, data);
    assertSame(resumed, whole);
    assertSameRows("run", "whole");
  }

  @ParameterizedTest
  @CsvSource({
    "\"format\" : 1, \"format\" : 2, its format is 2",
    "\"run_id\" : \"run\", \"run_id\" : \"other\", is of run other"
  })
  void checkpoint_ofANewerFormatOrAnotherRun_isRefused(String old, String changed, String message)
      throws IOException {
    die(trainer("run"), 20);
    Path pointer = newest("checkpoint-.*");
    Files.writeString(pointer, Files.readString(pointer).replace(old, changed));
    Files.deleteIfExists(pointer.resolveSibling("." + pointer.getFileName() + ".crc"));
    assertThatThrownBy(() -> trainer("run").resume("run").build().fit(network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot resume run run: ")
        .hasMessageContaining(message);
  }

  @Test
  void onlyTheNewestAreKept_andNothingHalfWritten() throws IOException {
    die(trainer("run").checkpoints(at().everyIterations(1).keep(2)), 20);
    Files.writeString(checkpoints().resolve("state-0000000099-abc.bin"), "half");
    trainer("run").checkpoints(at().keep(2)).resume("run").build().fit(network(), data);
    try (Stream<Path> files = Files.list(checkpoints())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.endsWith(".crc"))
          .allMatch(name -> name.matches("(state|checkpoint|owner)-.*|_finished"))
          .filteredOn(name -> name.matches("(state|checkpoint)-.*"))
          .hasSize(4)
          .noneMatch(name -> name.contains("0000000099"));
    }
  }

  @Test
  void unfinishedRun_isFoundByItself() {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    die(trainer("other").seed(9), 11);
    die(trainer("run"), 11);
    MultiLayerNetwork network = network();
    TrainingResult result = anonymous().resumeUnfinished().build().fit(network, data);
    assertThat(result.runId()).isEqualTo("run");
    assertSame(network, whole);
    assertThat(anonymous().resumeUnfinished().build().fit(network(), data).runId())
        .isNotEqualTo("run");
  }

  @Test
  void unfinishedRun_ofAnId_mayNotHaveBegunYet() {
    die(trainer("run"), 0);
    MultiLayerNetwork network = network();
    trainer("run").resumeUnfinished().build().fit(network, data);
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    assertSame(network, whole);
    assertSameRows("run", "whole");
  }

  @Test
  void run_thatAnotherProcessResumed_ends() {
    TrainingObserver takesOver =
        new TrainingObserver() {
          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            if (round.nextIteration() == 9) {
              trainer("run").resume("run").build().fit(network(), data);
            }
          }
        };
    assertThatThrownBy(() -> trainer("run").observer(takesOver).build().fit(network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("another process has resumed it");
    trainer("whole").build().fit(network(), data);
    assertSameRows("run", "whole");
    assertThat(runs("run").<String>getAs("status")).isEqualTo("finished");
  }

  @Test
  void run_withoutCheckpoints_cannotBeResumed() {
    assertThatThrownBy(() -> trainer("run").resume("nowhere").build().fit(network(), data))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith("Cannot resume run nowhere: there is no checkpoint of it in ");
    assertThatThrownBy(() -> ClrTrainer.builder(SCHEDULE).resume("run").build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there are no checkpoints");
  }

  /** Trains until an iteration, and then ends without a word, as a process that is killed. */
  private void die(ClrTrainerBuilder trainer, int iteration) {
    KilledRuns.die(trainer, iteration, network(), data);
  }

  private static final class ResetAt implements TrainingObserver {
    private final int iteration;

    ResetAt(int iteration) {
      this.iteration = iteration;
    }

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      if (round.nextIteration() == iteration) {
        control.reset(Reset.none().maxLr(0.005));
      }
    }
  }

  private static MultiLayerNetwork network() {
    return SampleNetworks.mlp(new Adam(0.1), options -> options.dropOut(0.7));
  }

  private Checkpoints at() {
    return Checkpoints.at(folder.resolve("checkpoints").toString());
  }

  private ClrTrainerBuilder trainer(String run) {
    return trainer(run, SCHEDULE);
  }

  private ClrTrainerBuilder trainer(String run, CyclicLR schedule) {
    return anonymous(schedule).runId(run);
  }

  private ClrTrainerBuilder anonymous() {
    return anonymous(SCHEDULE);
  }

  private ClrTrainerBuilder anonymous(CyclicLR schedule) {
    return ClrTrainer.builder(schedule)
        .workers(2)
        .batchSize(8)
        .averagingFrequency(2)
        .epochs(3)
        .evaluation("test", data)
        .history(folder.resolve("history").toString())
        .checkpoints(at().everyIterations(7));
  }

  private static void assertSame(MultiLayerNetwork actual, MultiLayerNetwork expected) {
    KilledRuns.assertSame(actual, expected);
    assertThat(actual.getIterationCount()).isEqualTo(expected.getIterationCount());
    assertThat(actual.getEpochCount()).isEqualTo(expected.getEpochCount());
  }

  private void assertSameRows(String actual, String expected) {
    KilledRuns.assertSameRows(views(), actual, expected);
  }

  private List<Row> rows(String run) {
    return KilledRuns.rows(views(), run);
  }

  private Row runs(String run) {
    return KilledRuns.run(views(), run);
  }

  private HistoryViews views() {
    return KilledRuns.views(SPARK, folder.resolve("history"));
  }

  private Path checkpoints() {
    return folder.resolve("checkpoints/run_id=run");
  }

  private Path newest(String name) throws IOException {
    try (Stream<Path> files = Files.list(checkpoints())) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .max(Path::compareTo)
          .orElseThrow();
    }
  }

  /** Every file below the folder, with its size. */
  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file + " " + file.toFile().length())
          .sorted()
          .toList();
    }
  }
}
