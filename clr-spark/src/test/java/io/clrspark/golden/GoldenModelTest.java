package io.clrspark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clrspark.model.SavedModel;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Reset;
import java.io.IOException;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;

/** Models of earlier formats have the state and the schedule that they were saved with. */
class GoldenModelTest {

  private static final String FINISHED = "finished";

  private static final Map<String, CyclicLR> SCHEDULES =
      Map.of(
          FINISHED,
          GoldenSchedules.TRIANGULAR2.reset(5, Reset.none().maxLr(0.01)),
          "planned",
          GoldenSchedules.EXP_RANGE_WITH_RESETS,
          "formula",
          GoldenSchedules.SCALE_OF_CYCLE);

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void model_hasTheStateAndTheSchedule(GoldenSet set) {
    JsonNode expected = set.expectedJson("models");
    for (Map.Entry<String, CyclicLR> each : SCHEDULES.entrySet()) {
      SavedModel model = load(set, each.getKey());
      Network network = Network.of(model.network());
      JsonNode state = expected.get(each.getKey());
      assertThat(model.schedule()).as(each.getKey()).contains(each.getValue());
      assertThat(Sha256.of(network.parameters())).isEqualTo(state.get("parameters").asText());
      assertThat(Sha256.of(network.updater().getStateViewArray()))
          .isEqualTo(state.get("updater").asText());
    }
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void model_hasTheNormalizer(GoldenSet set) {
    INDArray features = GoldenTask.normalizer().getMean().dup();
    NormalizerStandardize read =
        (NormalizerStandardize) load(set, FINISHED).normalizer().orElseThrow();
    read.transform(features);
    assertThat(features.sumNumber().doubleValue()).isZero();
    assertThat(read.getStd()).isEqualTo(GoldenTask.normalizer().getStd());
  }

  /** Since format 2 DL4J reads the rate of the next update; the schedule has its own entry. */
  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void dl4j_readsTheScheduleOrItsRate(GoldenSet set) throws IOException {
    MultiLayerNetwork network = MultiLayerNetwork.load(set.model(FINISHED).toFile(), true);
    Adam updater = (Adam) network.getLayer(0).conf().getLayer().getUpdaterByParam("W");
    CyclicLR schedule = SCHEDULES.get(FINISHED);
    if (set.format() == 1) {
      assertThat(updater.getLearningRateSchedule()).isEqualTo(schedule);
    } else {
      assertThat(updater.getLearningRateSchedule()).isNull();
      assertThat(updater.getLearningRate()).isEqualTo(schedule.rateAt(network.getIterationCount()));
    }
  }

  private static SavedModel load(GoldenSet set, String name) {
    return SavedModel.load(set.model(name).toString(), new Configuration());
  }
}
