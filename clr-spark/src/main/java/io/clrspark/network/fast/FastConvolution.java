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
 * DL4J's own {@link CacheMode} also keeps the patches of the input, which are many times larger.
 */
final class FastConvolution extends ConvolutionLayer {

  private static final long serialVersionUID = 1L;

  private final transient KeptOutput output = new KeptOutput();

  FastConvolution(ConvolutionLayer layer) {
    super(layer.conf(), layer.getParam(ConvolutionParamInitializer.WEIGHT_KEY).dataType());
    PrivateFields.copy(ConvolutionLayer.class, layer, this);
  }

  /** Leaves the patches out; the backward step makes them if it needs them. */
  @Override
  protected Pair<INDArray, INDArray> preOutput(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    @Nullable INDArray kept = output.take();
    if (forBackprop && kept != null) {
      return new Pair<>(kept, null);
    }
    Pair<INDArray, INDArray> made = super.preOutput(training, forBackprop, workspaces);
    if (training && !forBackprop && cacheMode == CacheMode.NONE) {
      output.put(made.getFirst(), ArrayType.ACTIVATIONS, workspaces);
    }
    return made;
  }
}
