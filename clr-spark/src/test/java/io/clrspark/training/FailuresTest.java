package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.api.OptimizationAlgorithm;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is refused, and what a failure leaves behind. */
class FailuresTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 4);
  private static final CountDownLatch NEVER = new CountDownLatch(1);
  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @Test
  void observerThatFails_afterTheFirstRound_leavesThatRoundsNetwork() {
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    INDArray before = network.params().dup();
    ClrTrainerBuilder trainer =
        trainer()
            .averagingFrequency(2)
            .observer(after(0, control -> fail(new IllegalStateException("x"))));
    assertThatThrownBy(() -> trainer.build().fit(network, data(100)))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot train from iteration 2: IllegalStateException: x");
    assertThat(network.getIterationCount()).isEqualTo(2);
    assertThat(network.params()).isNotEqualTo(before);
  }

  @Test
  void errorOnTheDriver_isRecordedAsFailure() {
    MemoryLog log = MemoryLog.open("broken");
    MultiLayerNetwork network = SampleNetworks.mlp(new Adam(1));
    ClrTrainer trainer =
        trainer()
            .averagingFrequency(2)
            .history(log)
            .observer(after(1, control -> fail(new StackOverflowError())))
            .build();
    assertThatThrownBy(() -> trainer.fit(network, data(100)))
        .hasRootCauseInstanceOf(StackOverflowError.class);
    assertThat(network.getIterationCount()).isEqualTo(4);
    assertThat(HistoryViews.of(SPARK.session(), log).runs().first().<String>getAs("status"))
        .isEqualTo("failed");
  }

  @Test
  void interrupt_cancelsTheJob_andStaysSet() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    AtomicBoolean flag = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    JavaRDD<DataSet> endless = data(40).map(FailuresTest::waitForever);
    Thread thread =
        new Thread(
            () -> {
              running.countDown();
              try {
                trainer().build().fit(SampleNetworks.mlp(new Sgd(1)), endless);
              } catch (ClrException e) {
                failure.set(e);
                flag.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    running.await();
    while (SPARK.context().statusTracker().getActiveJobIds().length == 0) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    thread.join();
    NEVER.countDown();
    assertThat(failure.get()).hasMessageContaining("InterruptedException");
    assertThat(flag).isTrue();
    while (SPARK.context().statusTracker().getActiveJobIds().length
        > 0) { // ends when the job is cancelled
      Thread.onSpinWait();
    }
    assertThat(SPARK.context().getLocalProperty("spark.jobGroup.id")).isNull();
  }

  @Test
  void liveResetThatIsRefused_doesNotTakeHold() {
    CyclicLR growing =
        CyclicLR.builder().baseLr(0.001).maxLr(0.01).stepSize(10).scaleFn("x/3").build();
    MultiLayerNetwork network = SampleNetworks.mlp(new Sgd(1));
    ClrTrainer trainer =
        ClrTrainer.builder(growing)
            .batchSize(10)
            .averagingFrequency(2)
            .epochs(8)
            .observer(after(0, control -> control.reset(Reset.none().stepSize(1))))
            .build();
    assertThatThrownBy(() -> trainer.fit(network, data(100)))
        .hasMessageContaining("must be within 0 and 1");
    assertThat(network.getLayer(0).conf().getLayer().getUpdaterByParam("W"))
        .isEqualTo(new Sgd(growing));
  }

  @Test
  void noOpUpdater_isRefused_itWouldApplyRawGradients() {
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(1))
                .list()
                .layer(SampleNetworks.tanhLayer(8, 16).name("free").updater(new NoOp()).build())
                .layer(SampleNetworks.outputLayer(16).build())
                .build());
    refused(network, data(40), "Cannot train layer \"free\" under a schedule: its updater NoOp");
  }

  @ParameterizedTest
  @EnumSource(
      value = OptimizationAlgorithm.class,
      names = "STOCHASTIC_GRADIENT_DESCENT",
      mode = EnumSource.Mode.EXCLUDE)
  void lineSearches_areRefused(OptimizationAlgorithm algorithm) {
    refused(
        SampleNetworks.mlp(new Sgd(1), builder -> builder.optimizationAlgo(algorithm)),
        data(40),
        "Cannot train with optimizationAlgo " + algorithm + " under a schedule.");
  }

  @Test
  void embedding_takesNumbersOfWords_notTheirVector() {
    MultiLayerNetwork network =
        SampleNetworks.initialized(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(1))
                .list()
                .layer(new EmbeddingLayer.Builder().nIn(50).nOut(5).build())
                .layer(SampleNetworks.outputLayer(5).build())
                .build());
    JavaRDD<DataSet> words =
        SPARK
            .context()
            .parallelize(List.of(1), 1)
            .map(
                i -> {
                  INDArray numbers = Nd4j.linspace(0, 38, 20).reshape(20, 1);
                  return new DataSet(numbers, SampleDataSets.make(20).getLabels());
                });
    assertThat(trainer().build().fit(network, words).iterations()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 12})
  void labelsOfAnotherNumber_areRefused(int labels) {
    JavaRDD<DataSet> uneven =
        SPARK
            .context()
            .parallelize(List.of(labels), 1)
            .map(
                count -> {
                  DataSet set = new DataSet();
                  set.setFeatures(SampleDataSets.make(10).getFeatures());
                  set.setLabels(SampleDataSets.make(count).getLabels());
                  return set;
                });
    refused(
        SampleNetworks.mlp(new Sgd(1)),
        uneven,
        "Cannot train on a data set of 10 examples whose labels have the shape [" + labels);
  }

  @Test
  void logInMemory_isOfOneRun() {
    MemoryLog log = MemoryLog.open("once");
    ClrTrainer trainer = trainer().history(log).build();
    trainer.fit(SampleNetworks.mlp(new Sgd(1)), data(40));
    assertThatThrownBy(() -> trainer.fit(SampleNetworks.mlp(new Sgd(1)), data(40)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot start run once: the log in memory holds a run already. Open another log.");
    assertThatThrownBy(() -> trainer().history(MemoryLog.open("a")).runId("b").build())
        .hasMessage("Invalid runId: b (the log in memory is of run a)");
  }

  @Test
  void truncatedBptt_plansWholeMinibatches_andRefusesToPassDl4jsCounter() {
    MultiLayerNetwork network = segmented();
    assertThat(trainer().iterations(4).build().fit(network, sequences(true)).iterations())
        .isEqualTo(6);
    MultiLayerNetwork old = segmented();
    old.setIterationCount(Integer.MAX_VALUE - 5);
    assertThatThrownBy(() -> trainer().iterations(4).build().fit(old, sequences(true)))
        .hasMessageStartingWith("Cannot train 6 iterations from iteration 2147483642: DL4J counts");
    refused(
        segmented(), sequences(false), "Cannot train with truncated BPTT on [features FLOAT[4, 7]");
  }

  private static MultiLayerNetwork segmented() {
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(1))
            .list()
            .layer(new LSTM.Builder().nIn(4).nOut(5).build())
            .layer(
                new RnnOutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(5)
                    .nOut(3)
                    .activation(Activation.SOFTMAX)
                    .build())
            .backpropType(BackpropType.TruncatedBPTT)
            .tBPTTLength(3)
            .build());
  }

  private static JavaRDD<DataSet> sequences(boolean labelled) {
    return SPARK
        .context()
        .parallelize(List.of(1), 1)
        .map(
            i ->
                new DataSet(
                    Nd4j.ones(20, 4, 7), labelled ? Nd4j.ones(20, 3, 7) : Nd4j.ones(20, 3)));
  }

  private static void refused(MultiLayerNetwork network, JavaRDD<DataSet> data, String message) {
    INDArray before = network.params().dup();
    assertThatThrownBy(() -> trainer().build().fit(network, data))
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith(message);
    assertThat(network.params()).isEqualTo(before);
  }

  private interface Control {
    void in(RunControl control);
  }

  private static TrainingObserver after(int round, Control action) {
    return new TrainingObserver() {
      @Override
      public void roundFinished(RoundSummary summary, RunControl control) {
        if (summary.round() == round) {
          action.in(control);
        }
      }
    };
  }

  private static void fail(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }

  private static DataSet waitForever(DataSet data) throws InterruptedException {
    NEVER.await();
    return data;
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(SCHEDULE).batchSize(10);
  }

  private static JavaRDD<DataSet> data(int count) {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(count), 40, 2);
  }
}
