package io.clrspark.network.replica;

import io.clrspark.ClrException;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A loss function that multiplies another's value and gradient for an example by its weight. A mask
 * of DL4J's would not do: DL4J multiplies the output layer's input by it as well, which only leaves
 * examples out right.
 */
final class WeighingLoss implements ILossFunction {

  private static final long serialVersionUID = 1L;

  private final ILossFunction loss;
  private transient @Nullable INDArray weights;

  private WeighingLoss(ILossFunction loss) {
    this.loss = loss;
  }

  /**
   * Wraps the loss function of the one output.
   *
   * @throws ClrException if the output layer does not have one row per example
   */
  static WeighingLoss install(List<Layer> outputs) {
    Layer layer = outputs.get(0);
    if (layer instanceof BaseOutputLayer output) {
      WeighingLoss weighing = new WeighingLoss(output.getLossFn());
      output.setLossFn(weighing);
      return weighing;
    }
    if (layer instanceof LossLayer output) {
      WeighingLoss weighing = new WeighingLoss(output.getLossFn());
      output.setLossFn(weighing);
      return weighing;
    }
    throw new ClrException(
        "Cannot weigh the examples of a network whose last layer is %s. Train it without weights."
            .formatted(layer.getClass().getSimpleName()));
  }

  /** Sets the weights of the next minibatch, of shape [examples, 1]; null for none. */
  void weigh(@Nullable INDArray next) {
    weights = next;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask, boolean average) {
    if (weights == null) {
      return loss.computeScore(labels, preOut, activation, mask, average);
    }
    double sum = computeScoreArray(labels, preOut, activation, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask) {
    INDArray scores = loss.computeScoreArray(labels, preOut, activation, mask);
    return weights == null ? scores : scores.muli(weights.reshape(scores.shape()));
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask) {
    INDArray gradient = loss.computeGradient(labels, preOut, activation, mask);
    return weights == null ? gradient : gradient.muliColumnVector(weights);
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray preOut, IActivation activation, INDArray mask, boolean average) {
    return new Pair<>(
        computeScore(labels, preOut, activation, mask, average),
        computeGradient(labels, preOut, activation, mask));
  }

  @Override
  public String name() {
    return loss.name();
  }
}
