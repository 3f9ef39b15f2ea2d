package io.clrspark.network.replica;

import java.util.List;
import java.util.function.Consumer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossHinge;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSparseMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossSquaredHinge;

/**
 * A loss function that wraps another and counts right answers. The output layer gives every loss
 * function its labels and its output, so accuracy costs no second pass and belongs to the same
 * minibatch, dropout and parameters as the loss. The results have the bits of the wrapped function.
 */
final class AccuracyCountingLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private long right;
  private long counted;

  private AccuracyCountingLoss(ILossFunction loss) {
    this.loss = loss;
  }

  /** Wraps the loss function of the one output; null if the network is no classifier. */
  static @Nullable AccuracyCountingLoss install(List<Layer> outputs) {
    if (outputs.size() != 1) {
      return null;
    }
    Layer layer = outputs.get(0);
    if (layer instanceof BaseOutputLayer output) {
      return wrap(layer, output.getLossFn(), output::setLossFn);
    }
    if (layer instanceof LossLayer output) {
      return wrap(layer, output.getLossFn(), output::setLossFn);
    }
    if (layer instanceof RnnLossLayer output) {
      return wrap(layer, output.getLossFn(), output::setLossFn);
    }
    return layer instanceof CnnLossLayer output
        ? wrap(layer, output.getLossFn(), output::setLossFn)
        : null;
  }

  private static @Nullable AccuracyCountingLoss wrap(
      Layer layer, ILossFunction loss, Consumer<ILossFunction> replacement) {
    if (!isClassifier(layer, loss)) {
      return null;
    }
    AccuracyCountingLoss counting = new AccuracyCountingLoss(loss);
    replacement.accept(counting);
    return counting;
  }

  /** Right answers of the latest minibatch. */
  long right() {
    return right;
  }

  /** Answers counted in the latest minibatch: rows that no mask leaves out. */
  long counted() {
    return counted;
  }

  /** The share of right answers; NaN if none was counted. */
  double accuracy() {
    return counted == 0 ? Double.NaN : (double) right / counted;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask, boolean average) {
    count(labels, preOut, mask);
    return loss.computeScore(labels, preOut, activation, mask, average);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask) {
    count(labels, preOut, mask);
    return loss.computeScoreArray(labels, preOut, activation, mask);
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask) {
    count(labels, preOut, mask);
    return loss.computeGradient(labels, preOut, activation, mask);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask, boolean average) {
    count(labels, preOut, mask);
    return loss.computeGradientAndScore(labels, preOut, activation, mask, average);
  }

  @Override
  public String name() {
    return loss.name();
  }

  /**
   * Counts rows as DL4J's Evaluation does: the largest output is compared with the largest label, a
   * single output with the middle of its activation. Softmax and sigmoid keep the order of their
   * inputs, so the outputs before activation decide.
   */
  private void count(INDArray labels, INDArray preOut, @Nullable INDArray mask) {
    right = 0;
    counted = 0;
    HeapMatrix outputs = new HeapMatrix(preOut);
    HeapMatrix answers = new HeapMatrix(labels);
    for (int row = 0; row < outputs.rows(); row++) {
      if (mask == null || isCounted(mask, row, outputs.rows())) {
        counted++;
        right += isRight(answers, outputs, row) ? 1 : 0;
      }
    }
  }

  private boolean isRight(HeapMatrix labels, HeapMatrix outputs, int row) {
    if (loss instanceof LossSparseMCXENT) {
      return outputs.largest(row) == (int) labels.value(row, 0);
    }
    if (outputs.columns() == 1) {
      double threshold = loss instanceof LossHinge || loss instanceof LossSquaredHinge ? 0 : 0.5;
      return outputs.value(row, 0) > 0 == labels.value(row, 0) > threshold;
    }
    return outputs.largest(row) == labels.largest(row);
  }

  /** A mask has one value per row or per output; a row counts if any of its values is not 0. */
  private static boolean isCounted(INDArray mask, int row, int rows) {
    if (mask.length() == rows) {
      return mask.getDouble(row) != 0;
    }
    return mask.getRow(row).sumNumber().doubleValue() != 0;
  }

  private static boolean isClassifier(Layer layer, ILossFunction loss) {
    return loss instanceof LossMCXENT
        || loss instanceof LossSparseMCXENT
        || loss instanceof LossBinaryXENT
        || loss instanceof LossHinge
        || loss instanceof LossSquaredHinge
        || (layer instanceof BaseLayer base && base.getActivationFn() instanceof ActivationSoftmax);
  }
}
