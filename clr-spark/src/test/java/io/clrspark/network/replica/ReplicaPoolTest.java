package io.clrspark.network.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.network.LayerArchitecture;
import io.clrspark.schedule.CyclicLR;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class ReplicaPoolTest {

  private final byte[] schedule = SerializationUtils.serialize(CyclicLR.triangular(0.1, 0.2, 3));
  private final ReplicaPool pool = pool();

  @Test
  void replicaIsUsedAgain_underTheSameSchedule() {
    Replica first = pool.with(1, schedule, replica -> replica);
    assertThat(pool.<Replica>with(1, schedule, replica -> replica)).isSameAs(first);
    assertThat(pool.<Replica>with(2, schedule, replica -> replica)).isNotSameAs(first);
  }

  @Test
  void replicasInUse_areDifferent() {
    pool.with(
        1,
        schedule,
        one -> {
          pool.with(1, schedule, other -> assertThat(other).isNotSameAs(one));
          return one;
        });
  }

  @Test
  void replicaThatFailed_isUsedNoMore() {
    Replica first = pool.with(1, schedule, replica -> replica);
    assertThatThrownBy(
            () ->
                pool.with(
                    1,
                    schedule,
                    replica -> {
                      throw new IllegalStateException("expected");
                    }))
        .hasMessage("expected");
    assertThat(pool.<Replica>with(1, schedule, replica -> replica)).isNotSameAs(first);
  }

  @Test
  void arraysOfOneShapeMadeWithAReplica_shareItsDescription() {
    List<INDArray> arrays =
        pool.with(1, schedule, replica -> List.of(Nd4j.create(3, 4), Nd4j.create(3, 4)));
    assertThat(arrays.get(0).shapeInfoDataBuffer()).isSameAs(arrays.get(1).shapeInfoDataBuffer());
  }

  private static ReplicaPool pool() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .updater(new Sgd(0.1))
            .list()
            .layer(new OutputLayer.Builder().nIn(3).nOut(2).build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new ReplicaPool(new LayerArchitecture(configuration), network.numParams());
  }
}
