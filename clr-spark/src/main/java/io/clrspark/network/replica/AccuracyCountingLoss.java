package io.clrspark.network.replica;

import java.util.List;
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
 * A loss function that counts right answers while it computes another one's loss: the output layer
 * hands every loss function its labels and its own forward step, so accuracy costs no second pass
 * and is of the same minibatch, dropout and parameters as the loss. Results are those of the
 * wrapped function, bit for bit.
 */
final class AccuracyCountingLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private long right;
  private long counted;

  private AccuracyCountingLoss(ILossFunction loss) {
    this.loss = loss;
  }

  /** Puts a tap into the configuration of the one output; null where it is no classifier. */
  static @Nullable AccuracyCountingLoss install(List<Layer> outputs) {
    if (outputs.size() != 1) {
      return null;
    }
    Layer layer = outputs.get(0);
    ILossFunction loss = lossOf(layer);
    if (loss == null || !isClassifier(layer, loss)) {
      return null;
    }
    AccuracyCountingLoss tap = new AccuracyCountingLoss(loss);
    setLoss(layer, tap);
    return tap;
  }

  /** Right answers of the latest minibatch. */
  long right() {
    return right;
  }

  /** Answers counted in the latest minibatch: rows that no mask leaves out. */
  long counted() {
    return counted;
  }

  /** Their share; NaN if none was counted. */
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
   * Counts rows as DL4J's Evaluation does: the largest output against the largest label, one output
   * alone against its activation's middle. Softmax and sigmoid keep the order of their inputs, so
   * the outputs before activation decide.
   */
  private void count(INDArray labels, INDArray preOut, @Nullable INDArray mask) {
    right = 0;
    counted = 0;
    RowValues outputs = new RowValues(preOut);
    RowValues answers = new RowValues(labels);
    for (int row = 0; row < outputs.rows(); row++) {
      if (mask == null || isCounted(mask, row, outputs.rows())) {
        counted++;
        right += isRight(answers, outputs, row) ? 1 : 0;
      }
    }
  }

  private boolean isRight(RowValues labels, RowValues outputs, int row) {
    if (loss instanceof LossSparseMCXENT) {
      return outputs.largest(row) == (int) labels.value(row, 0);
    }
    if (outputs.columns() == 1) {
      double threshold = loss instanceof LossHinge || loss instanceof LossSquaredHinge ? 0 : 0.5;
      return outputs.value(row, 0) > 0 == labels.value(row, 0) > threshold;
    }
    return outputs.largest(row) == labels.largest(row);
  }

  /** A mask has one value a row, or one an output; a row counts if any of its values is not 0. */
  private static boolean isCounted(INDArray mask, int row, int rows) {
    if (mask.length() == rows) {
      return mask.getDouble(row) != 0;
    }
    return mask.getRow(row).sumNumber().doubleValue() != 0;
  }

  private static @Nullable ILossFunction lossOf(Layer layer) {
    if (layer instanceof BaseOutputLayer output) {
      return output.getLossFn();
    }
    if (layer instanceof LossLayer output) {
      return output.getLossFn();
    }
    if (layer instanceof RnnLossLayer output) {
      return output.getLossFn();
    }
    return layer instanceof CnnLossLayer output ? output.getLossFn() : null;
  }

  private static void setLoss(Layer layer, ILossFunction loss) {
    if (layer instanceof BaseOutputLayer output) {
      output.setLossFn(loss);
    } else if (layer instanceof LossLayer output) {
      output.setLossFn(loss);
    } else if (layer instanceof RnnLossLayer output) {
      output.setLossFn(loss);
    } else {
      ((CnnLossLayer) layer).setLossFn(loss);
    }
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
