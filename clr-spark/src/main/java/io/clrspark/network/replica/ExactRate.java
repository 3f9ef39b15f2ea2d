package io.clrspark.network.replica;

import io.clrspark.network.Network;
import java.util.Map;
import org.deeplearning4j.nn.updater.UpdaterBlock;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * Adam, AMSGrad or AdaMax at every rate. Where the rate with the correction for the first
 * iterations is zero or too large in the network's type, libnd4j takes epsilon in its place: the
 * network would train at rate 0. This updater multiplies such an update by zero or infinity, as the
 * formula does. All other updates have DL4J's bits.
 *
 * @param updater makes the update
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment; 0 if the rate has no correction for it
 * @param type the network's
 */
record ExactRate<T extends IUpdater>(
    GradientUpdater<T> updater, double beta1, double beta2, DataType type)
    implements GradientUpdater<T> {

  /** Puts such updaters into a network's updater, around those that it has. */
  static void install(Network network) {
    DataType type = network.architecture().type();
    for (UpdaterBlock block : network.updater().getUpdaterBlocks()) {
      block.setGradientUpdater(around(block.getGradientUpdater(), type));
    }
  }

  private static GradientUpdater<?> around(GradientUpdater<?> updater, DataType type) {
    IUpdater config = updater.getConfig();
    if (config instanceof Adam adam) {
      return new ExactRate<>(updater, adam.getBeta1(), adam.getBeta2(), type);
    }
    if (config instanceof AMSGrad amsGrad) {
      return new ExactRate<>(updater, amsGrad.getBeta1(), amsGrad.getBeta2(), type);
    }
    return config instanceof AdaMax adaMax
        ? new ExactRate<>(updater, adaMax.getBeta1(), 0, type)
        : updater;
  }

  @Override
  public void applyUpdater(INDArray gradient, int iteration, int epoch) {
    updater.applyUpdater(gradient, iteration, epoch);
    double rate = getConfig().getLearningRate(iteration, epoch);
    if (!isRepresentable(rate, iteration + 1.0)) {
      gradient.muli(Math.abs(rate) < 1 ? 0 : Double.POSITIVE_INFINITY);
    }
  }

  /** Whether neither the rate nor a step of its correction is zero or infinite in that type. */
  private boolean isRepresentable(double rate, double updates) {
    double scaled = rounded(rate) * Math.sqrt(1 - Math.pow(beta2, updates));
    double corrected = scaled / (1 - Math.pow(beta1, updates));
    return rounded(scaled) != 0 && Double.isFinite(rounded(corrected));
  }

  private double rounded(double value) {
    return type == DataType.FLOAT ? (float) value : value;
  }

  @Override
  public T getConfig() {
    return updater.getConfig();
  }

  @Override
  public void setState(Map<String, INDArray> state, boolean initialize) {
    updater.setState(state, initialize);
  }

  @Override
  public Map<String, INDArray> getState() {
    return updater.getState();
  }

  @Override
  public void setStateViewArray(
      INDArray state, long[] gradientShape, char order, boolean initialize) {
    updater.setStateViewArray(state, gradientShape, order, initialize);
  }
}
