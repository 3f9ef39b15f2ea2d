package io.clrspark.network.fast;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.deeplearning4j.nn.updater.UpdaterBlock.ParamState;
import org.nd4j.linalg.learning.AdamUpdater;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.NesterovsUpdater;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * The blocks of a network's updater, in which faster updaters replace DL4J's where they exist.
 *
 * @param dividing updaters that divide by the minibatch size; empty unless all of them can
 */
record FastUpdaterBlocks(List<DividingUpdater> dividing) {

  /** Replaces updaters in the blocks of a network's updater. */
  static FastUpdaterBlocks in(BaseMultiLayerUpdater<?> updater) {
    List<UpdaterBlock> blocks = updater.getUpdaterBlocks();
    for (UpdaterBlock block : blocks) {
      block.setGradientUpdater(inPlaceOf(block.getGradientUpdater()));
    }
    boolean all = blocks.stream().allMatch(FastUpdaterBlocks::dividesFirst);
    return new FastUpdaterBlocks(
        all
            ? blocks.stream().map(block -> (DividingUpdater) block.getGradientUpdater()).toList()
            : List.of());
  }

  /** Makes the next update divide the gradient; false if it must be divided before. */
  boolean divideBy(int examples) {
    dividing.forEach(step -> step.divideNextBy(examples));
    return !dividing.isEmpty();
  }

  private static GradientUpdater<?> inPlaceOf(GradientUpdater<?> updater) {
    if (updater.getClass() == NesterovsUpdater.class
        && FloatChunk.canBeOf(((NesterovsUpdater) updater).getV())
        && FastUpdaterSelfTest.MOMENTUM) {
      return new FastMomentum((NesterovsUpdater) updater);
    }
    if (updater.getClass() == AdamUpdater.class
        && FloatChunk.canBeOf(((AdamUpdater) updater).getM())
        && FastUpdaterSelfTest.ADAM) {
      return new FastAdam((AdamUpdater) updater);
    }
    return updater;
  }

  /** Whether no step comes between the division by the examples and the updater. */
  private static boolean dividesFirst(UpdaterBlock block) {
    return block.getGradientUpdater() instanceof DividingUpdater
        && !block.isPretrainUpdaterBlock()
        && block.getLayersAndVariablesInBlock().stream().allMatch(FastUpdaterBlocks::dividesFirst);
  }

  private static boolean dividesFirst(ParamState parameter) {
    Trainable layer = parameter.getLayer();
    GradientNormalization normalization = layer.getConfig().getGradientNormalization();
    List<Regularization> regularizations =
        Objects.requireNonNullElse(
            layer.getConfig().getRegularizationByParam(parameter.getParamName()), List.of());
    return layer.updaterDivideByMinibatch(parameter.getParamName())
        && (normalization == null || normalization == GradientNormalization.None)
        && regularizations.stream()
            .allMatch(one -> one.applyStep() == Regularization.ApplyStep.POST_UPDATER);
  }
}
