package io.clrspark.network.fast;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/**
 * Replaces DL4J's layers by layers that compute the same bits with less work. In each update, a
 * layer of DL4J computes its output before activation twice: for the forward and the backward step,
 * or, an output layer, for the backward step and the score. The first layer also computes a
 * gradient of the data, which is not used.
 */
final class FastLayers {

  private static final IActivation RELU = new ActivationReLU();

  private FastLayers() {}

  /**
   * The layer that replaces the given one, with its state; the given one if there is no faster one.
   *
   * @param first whether the layer gets the data as it is
   */
  static Layer inPlaceOf(Layer layer, boolean first) {
    replaceActivation(layer.conf().getLayer());
    if (layer.getClass() == DenseLayer.class) {
      return new FastDense((DenseLayer) layer, first);
    }
    if (layer.getClass() == ConvolutionLayer.class) {
      return new FastConvolution((ConvolutionLayer) layer);
    }
    if (layer.getClass() == OutputLayer.class) {
      return new FastOutput((OutputLayer) layer);
    }
    return layer;
  }

  private static void replaceActivation(org.deeplearning4j.nn.conf.layers.Layer configuration) {
    if (configuration instanceof BaseLayer layer) {
      layer.setActivationFn(inPlaceOf(layer.getActivationFn()));
    } else if (configuration instanceof ActivationLayer layer) {
      layer.setActivationFn(inPlaceOf(layer.getActivationFn()));
    }
  }

  private static IActivation inPlaceOf(IActivation activation) {
    boolean plain = activation.getClass() == ActivationReLU.class && activation.equals(RELU);
    return plain ? new FastRelu() : activation;
  }
}
