package io.clrspark.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.conf.choice.SweepMode;
import io.clrspark.schedule.CyclicLR;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import scala.reflect.ClassTag$;

class ExponentialSweepTest {

  private static final ExponentialSweep SWEEP = new ExponentialSweep(1e-4, 1, 8, 0);

  @Test
  void rate_risesByTheSameFactorEachIteration() {
    assertThat(SWEEP.rateAt(0)).isEqualTo(1e-4);
    for (int n = 0; n < 8; n++) {
      double exact = 1e-4 * Math.pow(10, n / 2.0);
      assertThat(SWEEP.valueAt(n, 3)).isCloseTo(exact, offset(1e-14 * exact));
    }
    assertThat(SWEEP.rateAt(8)).isEqualTo(1);
    assertThat(SWEEP.rateAt(Long.MAX_VALUE)).isEqualTo(1);
  }

  @Test
  void sweepThatStartsLater_hasTheSameRatesFromThere() {
    ExponentialSweep later = new ExponentialSweep(1e-4, 1, 8, 1000);
    assertThat(later.rateAt(999)).isEqualTo(1e-4);
    for (int n = 0; n < 10; n++) {
      assertThat(later.rateAt(1000 + n)).isEqualTo(SWEEP.rateAt(n));
    }
  }

  @Test
  void modes_areTheirSchedules() {
    assertThat(LrRangeTest.rates(SweepMode.EXPONENTIAL, 1e-4, 1, 8, 0)).isEqualTo(SWEEP);
    assertThat(LrRangeTest.rates(SweepMode.LINEAR, 0, 1, 8, 0))
        .isEqualTo(CyclicLR.triangular(0, 1, 8));
    assertThat(LrRangeTest.rates(SweepMode.LINEAR, 0, 1, 8, 5))
        .isEqualTo(CyclicLR.triangular(0, 1, 8).reset(5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | 8 | 0 | Invalid minLr: 0.0 (must be a finite number > 0)",
        "NaN | 1 | 8 | 0 | Invalid minLr: NaN (must be a finite number > 0)",
        "0.5 | 0.5 | 8 | 0 | Invalid maxLr: 0.5 (must be > minLr = 0.5)",
        "0.5 | Infinity | 8 | 0 | Invalid maxLr: Infinity (must be > minLr = 0.5)",
        "0.5 | 1 | 0 | 0 | Invalid iterations: 0 (must be >= 1)",
        "0.5 | 1 | 8 | -1 | Invalid atIteration: -1 (must be >= 0)",
      })
  void argumentThatBreaksARule_isRefused(
      double minLr, double maxLr, long iterations, long at, String message) {
    assertThatThrownBy(() -> new ExponentialSweep(minLr, maxLr, iterations, at))
        .hasMessage(message);
  }

  @Test
  void equality_isByValue_andACloneIsItself() {
    assertThat(new ExponentialSweep(1e-4, 1, 8, 0)).isEqualTo(SWEEP).hasSameHashCodeAs(SWEEP);
    assertThat(new ExponentialSweep(1e-4, 1, 8, 1)).isNotEqualTo(SWEEP);
    assertThat(new ExponentialSweep(1e-4, 1, 9, 0)).isNotEqualTo(SWEEP);
    assertThat(new ExponentialSweep(1e-4, 2, 8, 0)).isNotEqualTo(SWEEP);
    assertThat(new ExponentialSweep(1e-5, 1, 8, 0)).isNotEqualTo(SWEEP);
    assertThat(SWEEP.clone()).isSameAs(SWEEP);
  }

  @Test
  void jsonAndYamlOfANetwork_keepEverything() {
    MultiLayerConfiguration network =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(new ExponentialSweep(1.0 / 3, 7, 1L << 40, 5)))
            .list()
            .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
            .build();
    MultiLayerConfiguration json = MultiLayerConfiguration.fromJson(network.toJson());
    assertThat(json).isEqualTo(network);
    assertThat(scheduleOf(json)).isEqualTo(new ExponentialSweep(1.0 / 3, 7, 1L << 40, 5));
    assertThat(MultiLayerConfiguration.fromYaml(network.toYaml())).isEqualTo(network);
    assertThat(network.toJson().replaceAll("\\s", ""))
        .contains(
            "{\"@class\":\"io.clrspark.range.ExponentialSweep\",\"minLr\":0.3333333333333333,"
                + "\"maxLr\":7.0,\"iterations\":1099511627776,\"atIteration\":5}");
  }

  @Test
  void javaAndKryo_keepEverything() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(SWEEP);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(SWEEP);
    }
    SerializerInstance kryo = new KryoSerializer(new SparkConf(false)).newInstance();
    ExponentialSweep read =
        kryo.deserialize(
            kryo.serialize(SWEEP, ClassTag$.MODULE$.apply(ExponentialSweep.class)),
            ClassTag$.MODULE$.apply(ExponentialSweep.class));
    assertThat(read).isEqualTo(SWEEP);
  }

  private static ISchedule scheduleOf(MultiLayerConfiguration network) {
    BaseLayer layer = (BaseLayer) network.getConf(0).getLayer();
    return ((Adam) layer.getIUpdater()).getLearningRateSchedule();
  }
}
