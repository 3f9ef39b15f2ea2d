package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.examples.ArrayBytes;
import io.clrspark.examples.store.WorkerAssignment;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.StorageStatus;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import scala.collection.JavaConverters;

/** What a run does in detail, each part shown by a run in which it alone decides. */
class TrainingDetailsTest {

  private static final CyclicLR STILL = CyclicLR.triangular(0, 0, 1);
  private static final CyclicLR CONSTANT = CyclicLR.triangular(0.1, 0.1, 1);

  @Test
  void average_isWeightedByExamples_notByWorkers() {
    DataSet data = SampleDataSets.make(3);
    WorkerAssignment deal = new WorkerAssignment(42, 2);
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    LocalSpark.with("local[2]", spark -> rows(spark, network, data, options(CONSTANT, 2)));
    INDArray expected = Nd4j.zeros(network.params().shape());
    for (int worker = 0; worker < 2; worker++) {
      List<Integer> own = new ArrayList<>();
      for (int g = 0; g < 3; g++) {
        if (deal.worker(g) == worker) {
          own.add(g);
        }
      }
      MultiLayerNetwork alone = SampleNetworks.mlp(new Sgd(0.1));
      int[] places = own.stream().mapToInt(Integer::intValue).toArray();
      alone.fit(data.getFeatures().getRows(places), data.getLabels().getRows(places));
      expected.addi(alone.params().mul(own.size() / 3.0));
    }
    for (int i = 0; i < expected.length(); i++) {
      assertThat(network.params().getDouble(i)).isCloseTo(expected.getDouble(i), offset(1e-6));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void counter_advancesByTheLongerWorker_whicheverItIs(long seed) {
    List<HistoryRow> rows =
        LocalSpark.with(
            "local[2]",
            spark ->
                rows(
                    spark,
                    SampleNetworks.mlp(new Sgd(1)),
                    SampleDataSets.make(9),
                    options(STILL, 2).batchSize(4).seed(seed).epochs(2)));
    assertThat(rows).extracting(HistoryRow::iteration).containsExactly(0, 0, 1, 2, 2, 3);
  }

  @Test
  void shuffling_givesEachEpochItsOwnOrder() {
    List<Double> shuffled = losses(options(STILL, 2).shuffle(true).epochs(2));
    List<Double> plain = losses(options(STILL, 2).shuffle(false).epochs(2));
    assertThat(shuffled.subList(0, 20)).isNotEqualTo(shuffled.subList(20, 40));
    assertThat(plain.subList(0, 20)).isEqualTo(plain.subList(20, 40));
    assertThat(shuffled.subList(0, 20)).isNotEqualTo(plain.subList(0, 20));
    assertThat(losses(options(STILL, 2).seed(7)).subList(0, 20))
        .isNotEqualTo(shuffled.subList(0, 20));
  }

  private static List<Double> losses(ClrTrainerBuilder options) {
    return LocalSpark.with(
        "local[2]",
        spark ->
            rows(spark, SampleNetworks.mlp(new Sgd(1)), SampleDataSets.make(40), options).stream()
                .map(HistoryRow::loss)
                .toList());
  }

  @Test
  void dropout_differsByWorkerIterationAndSeed() {
    DataSet same = new DataSet(Nd4j.ones(8, 8), SampleDataSets.make(8).getLabels().mul(0).addi(1));
    List<Double> one = dropout(same, 42);
    assertThat(one).hasSize(8).doesNotHaveDuplicates();
    assertThat(dropout(same, 42)).isEqualTo(one);
    assertThat(dropout(same, 43)).doesNotContainAnyElementsOf(one);
  }

  private static List<Double> dropout(DataSet data, long seed) {
    return LocalSpark.with(
        "local[2]",
        spark ->
            rows(
                    spark,
                    SampleNetworks.mlp(new Sgd(1), builder -> builder.dropOut(0.5)),
                    data,
                    options(STILL, 2).batchSize(1).averagingFrequency(2).seed(seed))
                .stream()
                .map(HistoryRow::loss)
                .toList());
  }

  @Test
  void resetUpdaterState_forgetsWhatAnEarlierRunLeft() {
    DataSet data = SampleDataSets.make(40);
    LocalSpark.with(
        "local[2]",
        spark -> {
          MultiLayerNetwork used = SampleNetworks.mlp(new Adam(1));
          rows(spark, used, data, options(CONSTANT, 2));
          MultiLayerNetwork fresh = SampleNetworks.mlp(new Adam(1));
          fresh.params().assign(used.params());
          fresh.setIterationCount(used.getIterationCount());
          fresh.setEpochCount(used.getEpochCount());
          rows(spark, used, data, options(CONSTANT, 2).updaterState(UpdaterState.RESET));
          rows(spark, fresh, data, options(CONSTANT, 2).updaterState(UpdaterState.RESET));
          assertThat(used.params()).isEqualTo(fresh.params());
          return null;
        });
  }

  @Test
  void momentsOfLayersWithTheirOwnRates_stayTheirOwnThroughTheOverride() {
    DataSet data = SampleDataSets.make(40);
    MultiLayerNetwork apart = twoRates(0.1, 0.2);
    MultiLayerNetwork together = twoRates(0.1, 0.1);
    long first = 8 * 16 + 16;
    long last = 16 * 3 + 3;
    long all = first + last;
    INDArray blocks = apart.getUpdater().getStateViewArray();
    INDArray joined = together.getUpdater().getStateViewArray();
    for (int i = 0; i < blocks.length(); i++) {
      blocks.putScalar(i, 0.001 * (i + 1));
    }
    copy(blocks, 0, joined, 0, first); // first layer's means
    copy(blocks, first, joined, all, first); // and its variances
    copy(blocks, 2 * first, joined, first, last);
    copy(blocks, 2 * first + last, joined, all + first, last);
    LocalSpark.with(
        "local[2]",
        spark -> {
          rows(spark, apart, data, options(CONSTANT, 2));
          rows(spark, together, data, options(CONSTANT, 2));
          return null;
        });
    assertThat(apart.params()).isEqualTo(together.params());
  }

  private static void copy(INDArray from, long start, INDArray to, long place, long count) {
    for (long i = 0; i < count; i++) {
      to.putScalar(place + i, from.getFloat(start + i));
    }
  }

  private static MultiLayerNetwork twoRates(double first, double last) {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .list()
            .layer(SampleNetworks.tanhLayer(8, 16).updater(new Adam(first)).build())
            .layer(SampleNetworks.outputLayer(16).updater(new Adam(last)).build())
            .build());
  }

  @Test
  void evaluation_namesTheRateOfTheLastUpdate_forSchedulesByEpochToo() {
    StepSchedule halved = new StepSchedule(ScheduleType.EPOCH, 0.1, 0.5, 1);
    List<EvaluationRow> evaluations =
        LocalSpark.with(
            "local[2]",
            spark ->
                RecordedRun.train(
                        ClrTrainer.builder(halved)
                            .batchSize(10)
                            .epochs(3)
                            .evaluation(
                                "t", SampleDataSets.rdd(spark, SampleDataSets.make(20), 20, 1)),
                        SampleNetworks.mlp(new Sgd(1)),
                        SampleDataSets.rdd(spark, SampleDataSets.make(100), 40, 2))
                    .evaluations);
    assertThat(evaluations).extracting(EvaluationRow::lr).containsExactly(0.1, 0.05, 0.025);
  }

  @Test
  @Timeout(60)
  void broadcasts_areDestroyed_howeverManyRounds() {
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(1))
                .list()
                .layer(SampleNetworks.tanhLayer(8, 30_000).build())
                .layer(SampleNetworks.outputLayer(30_000).build())
                .build());
    TrainingObserver resets =
        new TrainingObserver() {
          @Override
          public void roundFinished(RoundSummary round, RunControl control) {
            control.reset(Reset.none());
          }
        };
    long round = 3 * 4 * network.numParams(); // parameters and two moments, float
    LocalSpark.with(
        "local[2]",
        Map.of("spark.cleaner.referenceTracking", "false"), // else Spark tidies up what we forget
        spark -> {
          RecordedRun.train(
              options(CONSTANT, 2)
                  .averagingFrequency(1)
                  .observer(resets)
                  .evaluation("t", SampleDataSets.rdd(spark, SampleDataSets.make(20), 20, 1)),
              network,
              SampleDataSets.rdd(spark, SampleDataSets.make(40), 40, 2));
          while (broadcastBytes() >= round) { // Spark removes what was destroyed in its own time
            Thread.onSpinWait();
          }
          return null;
        });
  }

  /** Of all that is broadcast; what is left is Spark's own, a few kilobytes a stage. */
  private static long broadcastBytes() {
    long bytes = 0;
    for (StorageStatus store : SparkEnv.get().blockManager().master().getStorageStatus()) {
      for (var block : JavaConverters.mapAsJavaMap(store.blocks()).entrySet()) {
        bytes += block.getKey().isBroadcast() ? block.getValue().memSize() : 0;
      }
    }
    return bytes;
  }

  @Test
  void threads_areWhatTheyWere() {
    Environment environment = Nd4j.getEnvironment();
    int operations = environment.maxThreads();
    int masters = environment.maxMasterThreads();
    int blas = Nd4j.factory().blas().getMaxThreads();
    try {
      environment.setMaxThreads(2);
      environment.setMaxMasterThreads(2);
      Nd4j.factory().blas().setMaxThreads(1);
      losses(options(STILL, 2));
      assertThat(environment.maxThreads()).isEqualTo(2);
      assertThat(environment.maxMasterThreads()).isEqualTo(2);
      assertThat(Nd4j.factory().blas().getMaxThreads()).isEqualTo(1);
    } finally {
      environment.setMaxThreads(operations);
      environment.setMaxMasterThreads(masters);
      Nd4j.factory().blas().setMaxThreads(blas);
    }
  }

  @Test
  void rawBytes_areTheValuesInCOrder_whateverTheStrides() {
    INDArray cube = Nd4j.linspace(1, 120, 120).reshape(2, 3, 4, 5);
    for (INDArray array :
        List.of(
            cube,
            cube.permute(0, 2, 1, 3),
            cube.permute(0, 3, 1, 2),
            cube.get(NDArrayIndex.interval(0, 1)),
            cube.get(NDArrayIndex.interval(1, 2)),
            cube.get(
                NDArrayIndex.all(),
                NDArrayIndex.interval(0, 2),
                NDArrayIndex.all(),
                NDArrayIndex.all()),
            cube.reshape(24, 5).getColumn(2),
            cube.reshape(24, 5).getRow(2),
            cube.reshape(24, 5).transpose(),
            cube.dup('f'),
            Nd4j.createFromArray(1f, 2f, 3f).reshape(1, 3).broadcast(2, 3),
            cube.reshape(120, 1),
            cube.reshape(2, 1, 60))) {
      assertThat(ArrayBytes.bytes(array))
          .as(Arrays.toString(array.stride()))
          .isEqualTo(ArrayBytes.bytes(Nd4j.createFromArray(array.dup('c').data().asFloat())));
    }
  }

  private static ClrTrainerBuilder options(CyclicLR schedule, int workers) {
    return ClrTrainer.builder(schedule).workers(workers).batchSize(2).shuffle(false);
  }

  private static List<HistoryRow> rows(
      JavaSparkContext spark, MultiLayerNetwork network, DataSet data, ClrTrainerBuilder options) {
    JavaRDD<DataSet> rdd = SampleDataSets.rdd(spark, data, 7, 2);
    return RecordedRun.train(options, network, rdd).rows;
  }
}
