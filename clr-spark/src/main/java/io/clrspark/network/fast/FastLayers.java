package io.clrspark.network.fast;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layers that compute the same bits as DL4J's with less work. In each update DL4J's compute their
 * output before activation twice, for the forward step and again for the backward one, an output
 * layer for the backward step and again for the score. And the first layer computes a gradient of
 * the data that nobody asks for.
 */
final class FastLayers {

  private static final IActivation RELU = new ActivationReLU();

  private FastLayers() {}

  /**
   * A layer to put in place of another one, with all that it has; the same where there is none.
   *
   * @param first whether the layer gets the data as it is
   */
  public static Layer inPlaceOf(Layer layer, boolean first) {
    saveActivation(layer.conf().getLayer());
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

  private static void saveActivation(org.deeplearning4j.nn.conf.layers.Layer configuration) {
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

  /**
   * A copy: activations are computed in place.
   *
   * @param beside it lasts as long as arrays of this kind do
   */
  @SuppressWarnings("try") // the workspace is a scope
  static INDArray kept(INDArray output, ArrayType beside, LayerWorkspaceMgr workspaces) {
    try (MemoryWorkspace scope = workspaces.notifyScopeBorrowed(beside)) {
      return output.unsafeDuplication();
    }
  }
}
