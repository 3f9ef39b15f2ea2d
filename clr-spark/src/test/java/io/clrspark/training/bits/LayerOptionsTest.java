package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.testing.Dl4jFit;
import io.clrspark.testing.Dl4jFit.Rates;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleMultiDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** What DL4J does to gradients and parameters around an updater, against DL4J's own fit. */
class LayerOptionsTest {

  /** An option of a network, strong enough to change what is learned. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Option {
    CLIP_ELEMENTS((b, r) -> clip(b, GradientNormalization.ClipElementWiseAbsoluteValue, 0.01)),
    CLIP_LAYERS((b, r) -> clip(b, GradientNormalization.ClipL2PerLayer, 0.1)),
    CLIP_PARAMETERS((b, r) -> clip(b, GradientNormalization.ClipL2PerParamType, 0.1)),
    RENORMALIZE_LAYERS((b, r) -> clip(b, GradientNormalization.RenormalizeL2PerLayer, 1)),
    RENORMALIZE_PARAMETERS((b, r) -> clip(b, GradientNormalization.RenormalizeL2PerParamType, 1)),
    L1((b, r) -> b.l1(0.01).l1Bias(0.02)),
    L2((b, r) -> b.l2(0.01).l2Bias(0.02)),
    L1_AND_L2((b, r) -> b.l1(0.01).l2(0.02)),
    WEIGHT_DECAY((b, r) -> b.weightDecay(0.01, true).weightDecayBias(0.02, true)),
    WEIGHT_DECAY_WITHOUT_RATE((b, r) -> b.weightDecay(0.01, false).weightDecayBias(0.02, false)),
    BIAS_UPDATER((b, r) -> b.biasUpdater(new Adam(r.of(0.3)))),
    BIAS_OF_THE_SAME_UPDATER((b, r) -> b.biasUpdater(new Nesterovs(r.of(0.3), 0.7))),
    WITHOUT_MINIBATCH_MEAN((b, r) -> b.miniBatch(false)),
    MAX_NORM((b, r) -> b.constrainWeights(new MaxNormConstraint(0.5, 1))),
    MIN_MAX_NORM((b, r) -> b.constrainWeights(new MinMaxNormConstraint(0.3, 0.6, 0.8, 1))),
    UNIT_NORM((b, r) -> b.constrainWeights(new UnitNormConstraint(1))),
    NON_NEGATIVE((b, r) -> b.constrainBias(new NonNegativeConstraint())),
    CLIPPED_DECAYED_AND_CONSTRAINED(
        (b, r) -> {
          CLIP_LAYERS.set.accept(b, r);
          WEIGHT_DECAY.set.accept(b, r);
          BIAS_UPDATER.set.accept(b, r);
          MAX_NORM.set.accept(b, r);
        });

    private final BiConsumer<NeuralNetConfiguration.Builder, Rates> set;

    Option(BiConsumer<NeuralNetConfiguration.Builder, Rates> set) {
      this.set = set;
    }

    private static void clip(
        NeuralNetConfiguration.Builder builder, GradientNormalization kind, double threshold) {
      builder.gradientNormalization(kind).gradientNormalizationThreshold(threshold);
    }
  }

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static TrainingOutcome plain;

  @BeforeAll
  static void trainWithoutOptions() {
    plain = train((builder, rates) -> {});
  }

  @ParameterizedTest
  @EnumSource(Option.class)
  void option_givesDl4jsBits_andChangesThem(Option option) {
    assertThat(train(option.set).parameters()).isNotEqualTo(plain.parameters());
  }

  private static TrainingOutcome train(BiConsumer<NeuralNetConfiguration.Builder, Rates> option) {
    return Dl4jFit.assertSameBits(
        SPARK.context(),
        rates -> {
          NeuralNetConfiguration.Builder builder =
              SampleNetworks.builder(new Nesterovs(rates.of(0.1), 0.9));
          option.accept(builder, rates);
          return network(builder, SampleNetworks.tanhLayer(4, 8), SampleNetworks.tanhLayer(8, 5));
        },
        SampleMultiDataSets.flat());
  }

  @Test
  void layersOfOneUpdater_eachWithARateOfItsOwn_giveDl4jsBits() {
    Dl4jFit.assertSameBits(
        SPARK.context(),
        rates ->
            network(
                SampleNetworks.builder(new Adam(rates.of(0.1))),
                SampleNetworks.tanhLayer(4, 8)
                    .updater(new Adam(rates.of(0.2)))
                    .biasUpdater(new Adam(rates.of(0.3))),
                SampleNetworks.tanhLayer(8, 5).updater(new Adam(rates.of(0.4)))),
        SampleMultiDataSets.flat());
  }

  @Test
  void layersOfDifferentUpdaters_clippedAndDecayedDifferently_giveDl4jsBits() {
    Dl4jFit.assertSameBits(
        SPARK.context(),
        rates ->
            network(
                SampleNetworks.builder(new RmsProp(rates.of(0.1))).l2(0.01),
                SampleNetworks.tanhLayer(4, 8)
                    .updater(new Nesterovs(rates.of(0.2)))
                    .biasUpdater(new Sgd(rates.of(0.3)))
                    .weightDecay(0.02, true),
                SampleNetworks.tanhLayer(8, 5)
                    .updater(new Adam(rates.of(0.4)))
                    .l2(0)
                    .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                    .gradientNormalizationThreshold(0.05)),
        SampleMultiDataSets.flat());
  }

  @Test
  void momentumWithAScheduleOfItsOwn_staysAsItIs() {
    ISchedule momentum = new StepSchedule(ScheduleType.ITERATION, 0.9, 0.8, 5);
    Dl4jFit.assertSameBits(
        SPARK.context(),
        rates ->
            network(
                SampleNetworks.builder(new Nesterovs(rates.of(0.1), momentum)),
                SampleNetworks.tanhLayer(4, 8),
                SampleNetworks.tanhLayer(8, 5)),
        SampleMultiDataSets.flat());
  }

  private static MultiLayerNetwork network(
      NeuralNetConfiguration.Builder builder,
      BaseLayer.Builder<?> first,
      BaseLayer.Builder<?> second) {
    return SampleNetworks.initialized(
        builder
            .list()
            .layer(first.build())
            .layer(second.build())
            .layer(SampleNetworks.classifier().nIn(5).build())
            .build());
  }
}
