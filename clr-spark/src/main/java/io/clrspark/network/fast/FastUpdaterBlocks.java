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

/** The parts of a network's updater, with faster ones in place of those that have one. */
final class FastUpdaterBlocks {

  /** Which divide by the minibatch's examples themselves: all or none. */
  private final List<DividingUpdater> dividing;

  private FastUpdaterBlocks(List<DividingUpdater> dividing) {
    this.dividing = dividing;
  }

  /** Changes the updater. */
  public static FastUpdaterBlocks in(BaseMultiLayerUpdater<?> updater) {
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

  /** Has the next update divide the gradient; false if it has to be divided before. */
  public boolean divideBy(int examples) {
    dividing.forEach(step -> step.divideNextBy(examples));
    return !dividing.isEmpty();
  }

  private static GradientUpdater<?> inPlaceOf(GradientUpdater<?> updater) {
    if (updater.getClass() == NesterovsUpdater.class) {
      NesterovsUpdater momentum = (NesterovsUpdater) updater;
      return FloatChunk.canBeOf(momentum.getV()) && FastUpdaterSelfTest.MOMENTUM
          ? new FastMomentum(momentum)
          : updater;
    }
    if (updater.getClass() == AdamUpdater.class) {
      AdamUpdater adam = (AdamUpdater) updater;
      return FloatChunk.canBeOf(adam.getM()) && FastUpdaterSelfTest.ADAM
          ? new FastAdam(adam)
          : updater;
    }
    return updater;
  }

  /** Whether nothing comes between dividing by the examples and the updater. */
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
