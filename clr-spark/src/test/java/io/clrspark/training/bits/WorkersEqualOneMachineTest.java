package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.examples.store.WorkerAssignment;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleMultiDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Several workers with plain SGD, averaged after every minibatch, against DL4J's fit on the
 * minibatches of all of them together: masks, graphs and truncated BPTT.
 */
class WorkersEqualOneMachineTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.1, 1, 2);
  private static final int BATCH = 5;
  private static final int MINIBATCHES = 6;
  private static final int STEPS = 12;
  private static final long SEED = 42;

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void masksOfDifferentLengths_equalOneMachine(int workers) {
    assertEqualsOneMachine(workers, recurrent(0), recurrent(0), sequences(workers));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void graphOfTwoInputsAndOutputs_equalsOneMachine(int workers) {
    Sgd replaced = new Sgd(9);
    assertEqualsOneMachine(
        workers,
        SampleNetworks.graph(new Sgd(SCHEDULE)),
        SampleNetworks.graph(replaced),
        SampleMultiDataSets.twoInTwoOut(workers * BATCH * MINIBATCHES));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void truncatedBptt_oneSegmentAMinibatch_equalsOneMachine(int workers) {
    assertEqualsOneMachine(workers, recurrent(STEPS), recurrent(STEPS), sequences(workers));
  }

  private static void assertEqualsOneMachine(
      int workers, NeuralNetwork expected, NeuralNetwork actual, MultiDataSet data) {
    List<Double> losses = new ArrayList<>();
    for (MultiDataSet batch : SampleMultiDataSets.pieces(data, workers * BATCH)) {
      expected.fit(batch);
      losses.add(((Model) expected).score());
    }
    List<HistoryRow> rows = train(workers, actual, data);
    assertThat(actual.params().distance2(expected.params())).isCloseTo(0, offset(1e-5));
    for (int i = 0; i < MINIBATCHES; i++) {
      int iteration = i;
      assertThat(
              rows.stream()
                  .filter(row -> row.iteration() == iteration)
                  .mapToDouble(HistoryRow::loss)
                  .average())
          .hasValueCloseTo(losses.get(i), offset(1e-5));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void truncatedBptt_severalSegments_averagesAfterTheLast_soItIsNotOneMachine(int workers) {
    MultiDataSet data = sequences(workers);
    MultiLayerNetwork oneMachine = recurrent(5);
    SampleMultiDataSets.pieces(data, workers * BATCH).forEach(oneMachine::fit);
    MultiLayerNetwork actual = recurrent(5);
    train(workers, actual, data);

    INDArray apart = trainApart(workers, data);
    assertThat(actual.params().distance2(apart)).isCloseTo(0, offset(1e-5));
    assertThat(actual.params().distance2(oneMachine.params())).isGreaterThan(1e-2);
  }

  /** Each worker's minibatches fitted by DL4J, parameters averaged after each minibatch. */
  private static INDArray trainApart(int workers, MultiDataSet data) {
    List<MultiLayerNetwork> networks = new ArrayList<>();
    List<List<MultiDataSet>> batches = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      networks.add(recurrent(5));
      batches.add(SampleMultiDataSets.pieces(ofWorker(worker, workers, data), BATCH));
    }
    for (int minibatch = 0; minibatch < MINIBATCHES; minibatch++) {
      INDArray sum = Nd4j.zeros(networks.get(0).params().shape());
      for (int worker = 0; worker < workers; worker++) {
        networks.get(worker).fit(batches.get(worker).get(minibatch));
        sum.addi(networks.get(worker).params());
      }
      networks.forEach(network -> network.params().assign(sum.div(workers)));
    }
    return networks.get(0).params();
  }

  private static MultiDataSet ofWorker(int worker, int workers, MultiDataSet data) {
    WorkerAssignment deal = new WorkerAssignment(SEED, workers);
    List<org.nd4j.linalg.dataset.api.MultiDataSet> all = data.asList();
    List<org.nd4j.linalg.dataset.api.MultiDataSet> own = new ArrayList<>();
    for (int g = 0; g < all.size(); g++) {
      if (deal.worker(g) == worker) {
        own.add(all.get(g));
      }
    }
    return MultiDataSet.merge(own);
  }

  private static MultiLayerNetwork recurrent(int segment) {
    return SampleNetworks.recurrent(new Sgd(SCHEDULE), segment);
  }

  private static MultiDataSet sequences(int workers) {
    return SampleMultiDataSets.sequences(workers * BATCH * MINIBATCHES, STEPS);
  }

  private static List<HistoryRow> train(int workers, NeuralNetwork network, MultiDataSet data) {
    return RecordedRun.train(
            ClrTrainer.builder(SCHEDULE)
                .seed(SEED)
                .workers(workers)
                .batchSize(BATCH)
                .shuffle(false)
                .averagingFrequency(1),
            Network.of((Model) network),
            SampleMultiDataSets.rdd(SPARK.context(), data))
        .rows;
  }
}
