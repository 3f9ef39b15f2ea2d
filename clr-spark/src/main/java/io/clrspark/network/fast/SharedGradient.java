package io.clrspark.network.fast;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's gradient whose flattened array is the same object in every update. DL4J's own
 * gradient gives a new view each time; the updater takes it for another network's, and makes new
 * views of every parameter.
 */
final class SharedGradient extends DefaultGradient {

  private static final long serialVersionUID = 1L;

  private final transient INDArray flattened;

  /**
   * @param gradient the network's gradient
   * @param flattened the network's array of the whole gradient
   */
  SharedGradient(Gradient gradient, INDArray flattened) {
    super(flattened);
    this.flattened = flattened;
    gradient.gradientForVariable().forEach(this::setGradientFor);
  }

  @Override
  public INDArray gradient() {
    return flattened;
  }
}
