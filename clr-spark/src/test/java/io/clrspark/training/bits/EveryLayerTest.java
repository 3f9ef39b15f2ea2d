package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.LayerKinds;
import io.clrspark.testing.Outcome;
import io.clrspark.testing.Sample;
import io.clrspark.testing.SequenceKinds;
import io.clrspark.testing.LocalSpark;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Layers and vertices that keep parameters, updaters or masks in a way of their own. */
class EveryLayerTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @EnumSource(LayerKinds.class)
  void layer_givesDl4jsBits(LayerKinds kind) {
    assertSameBits(kind.sample);
  }

  @ParameterizedTest
  @EnumSource(SequenceKinds.class)
  void layerOfMaskedSequences_givesDl4jsBits(SequenceKinds kind) {
    assertSameBits(kind.sample);
  }

  private static void assertSameBits(Sample sample) {
    Outcome outcome = Dl4jFit.assertSameBits(SPARK.context(), sample::network, sample.data());
    assertThat(outcome.rows()).allMatch(row -> Double.isFinite(row.loss()));
  }
}
