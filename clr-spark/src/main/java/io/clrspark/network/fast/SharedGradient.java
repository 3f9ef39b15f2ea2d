package io.clrspark.network.fast;

import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's gradient as its updater recognizes it. DL4J's own gives a new view each time, so that
 * the updater takes it for another network's, and makes views of every parameter anew.
 */
final class SharedGradient extends DefaultGradient {

  private static final long serialVersionUID = 1L;

  private final transient INDArray flattened;

  /**
   * @param gradient a network's
   * @param flattened the network's array of all of it
   */
  public SharedGradient(Gradient gradient, INDArray flattened) {
    super(flattened);
    this.flattened = flattened;
    gradient.gradientForVariable().forEach(this::setGradientFor);
  }

  @Override
  public INDArray gradient() {
    return flattened;
  }
}
