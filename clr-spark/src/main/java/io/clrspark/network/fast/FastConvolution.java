package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution that keeps its output before activation from the forward to the backward step.
 * DL4J's own {@link CacheMode} keeps the patches of the input as well, many times its size.
 */
final class FastConvolution extends ConvolutionLayer {

  private static final long serialVersionUID = 1L;

  private transient @Nullable INDArray output;

  FastConvolution(ConvolutionLayer layer) {
    super(layer.conf(), layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY).dataType());
    PrivateFields.copy(ConvolutionLayer.class, layer, this);
  }

  /** With the patches left out, which the backward step then makes itself where it needs them. */
  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    if (forBackprop && output != null) {
      INDArray kept = output;
      output = null;
      return new Pair<>(kept, null);
    }
    Pair<INDArray, INDArray> made = super.preOutput(training, forBackprop, workspaces);
    boolean keep = training && !forBackprop && cacheMode == CacheMode.NONE;
    output = keep ? FastLayers.kept(made.getFirst(), ArrayType.ACTIVATIONS, workspaces) : null;
    return made;
  }
}
