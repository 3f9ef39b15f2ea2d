package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.testing.RoundTrip;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

class SerializationTest {

  static Stream<CyclicLR> schedules() {
    CyclicLR byIterations =
        CyclicLR.builder().scaleFn("1/(5^(x*0.0001))").scaleMode(ScaleMode.ITERATIONS).build();
    return Stream.of(
        CyclicLR.triangular(0, 1.0 / 3, 7),
        CyclicLR.triangular2(1e-300, 0.1, Long.MAX_VALUE),
        CyclicLR.expRange(0.001, 0.006, 2000, 0.99994),
        CyclicLR.builder().scaleFn("0.5*(1+sin(x*pi/2))").build(),
        byIterations,
        byIterations.reset(3, Reset.none().maxLr(0.1)).reset(50, Reset.none().stepSize(3)));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void javaSerialization_keepsEverything(CyclicLR schedule) throws Exception {
    assertSame(RoundTrip.java(schedule), schedule);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void sparksKryo_keepsEverything(CyclicLR schedule) {
    assertSame(RoundTrip.kryo(schedule, CyclicLR.class), schedule);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void jsonOfANetwork_keepsEverything(CyclicLR schedule) {
    MultiLayerConfiguration network = network(schedule);
    MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(network.toJson());
    assertThat(read).isEqualTo(network);
    assertSame(scheduleOf(read), schedule);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void yamlOfANetwork_keepsEverything(CyclicLR schedule) {
    MultiLayerConfiguration network = network(schedule);
    MultiLayerConfiguration read = MultiLayerConfiguration.fromYaml(network.toYaml());
    assertThat(read).isEqualTo(network);
    assertSame(scheduleOf(read), schedule);
  }

  @Test
  void json_hasTheNamesOfTheProperties() {
    CyclicLR schedule =
        CyclicLR.builder().scaleFn("1/x").build().reset(5, Reset.none().stepSize(3));
    assertThat(network(schedule).toJson().replaceAll("\\s", ""))
        .contains(
            "{\"@class\":\"io.clrspark.schedule.CyclicLR\",\"baseLr\":0.001,\"maxLr\":0.006,\"stepSize\":2000,"
                + "\"scaleFn\":\"1/x\",\"scaleMode\":\"cycle\","
                + "\"resets\":[{\"atIteration\":5,\"baseLr\":0.001,\"maxLr\":0.006,\"stepSize\":3}]}");
    assertThat(network(CyclicLR.expRange(0, 1, 2, 0.5)).toJson().replaceAll("\\s", ""))
        .contains(
            "{\"@class\":\"io.clrspark.schedule.CyclicLR\",\"baseLr\":0.0,\"maxLr\":1.0,\"stepSize\":2,"
                + "\"mode\":\"exp_range\",\"gamma\":0.5}");
  }

  @Test
  void jsonThatBreaksARule_isRefused() {
    String json = network(CyclicLR.triangular(0.25, 0.5, 3)).toJson();
    String broken = json.replace("\"maxLr\" : 0.5", "\"maxLr\" : 0.125");
    assertThat(broken).isNotEqualTo(json);
    assertThatThrownBy(() -> MultiLayerConfiguration.fromJson(broken))
        .hasStackTraceContaining("Invalid maxLr: 0.125 (must be >= baseLr = 0.25)");
  }

  @Test
  void lambda_survivesJavaAndKryoButNotJson() throws Exception {
    CyclicLR schedule = CyclicLR.builder().scaleFn(x -> 1 / x).build();
    assertThat(RoundTrip.java(schedule).rateAt(6000)).isEqualTo(0.0035);
    assertThat(RoundTrip.kryo(schedule, CyclicLR.class).rateAt(6000)).isEqualTo(0.0035);
    MultiLayerConfiguration network = network(schedule);
    String reason =
        "Cannot save the schedule: a scaleFn given as a function in code cannot be written as JSON."
            + " Give it as an expression in x, such as scaleFn(\"0.5*(1+sin(x*pi/2))\").";
    assertThatThrownBy(network::toJson).hasMessageContaining(reason);
    assertThatThrownBy(network::toYaml).hasMessageContaining(reason);
  }

  private static void assertSame(ISchedule read, CyclicLR schedule) {
    assertThat(read).isEqualTo(schedule).hasSameHashCodeAs(schedule).isNotSameAs(schedule);
    for (int i = 0; i < 100; i++) {
      assertThat(read.valueAt(i, 0)).isEqualTo(schedule.valueAt(i, 0));
    }
  }

  private static MultiLayerConfiguration network(CyclicLR schedule) {
    return new NeuralNetConfiguration.Builder()
        .updater(new Adam(schedule))
        .list()
        .layer(new OutputLayer.Builder().nIn(2).nOut(2).build())
        .build();
  }

  private static ISchedule scheduleOf(MultiLayerConfiguration network) {
    BaseLayer layer = (BaseLayer) network.getConf(0).getLayer();
    return ((Adam) layer.getIUpdater()).getLearningRateSchedule();
  }
}
