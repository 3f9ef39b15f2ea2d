package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.LayerSamples;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.NetworkSample;
import io.clrspark.testing.SequenceLayerSamples;
import io.clrspark.testing.TrainingOutcome;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers and vertices that keep parameters, updaters or masks in a way of their own. */
class EveryLayerTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @EnumSource(LayerSamples.class)
  void layer_givesDl4jsBits(LayerSamples kind) {
    assertSameBits(kind.sample);
  }

  @ParameterizedTest
  @EnumSource(SequenceLayerSamples.class)
  void layerOfMaskedSequences_givesDl4jsBits(SequenceLayerSamples kind) {
    assertSameBits(kind.sample);
  }

  private static void assertSameBits(NetworkSample sample) {
    TrainingOutcome outcome =
        Dl4jFit.assertSameBits(SPARK.context(), sample::network, sample.data());
    assertThat(outcome.rows()).allMatch(row -> Double.isFinite(row.loss()));
  }
}
