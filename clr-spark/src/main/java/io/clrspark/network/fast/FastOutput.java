package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** An output layer that keeps its output before activation from the backward step to the score. */
final class FastOutput extends OutputLayer {

  private static final long serialVersionUID = 1L;

  private final transient DenseForward linear = new DenseForward();
  private final transient KeptOutput output = new KeptOutput();

  FastOutput(OutputLayer layer) {
    super(layer.conf(), layer.getParam(DefaultParamInitializer.WEIGHT_KEY).dataType());
    PrivateFields.copy(OutputLayer.class, layer, this);
  }

  @Override
  public void setInput(INDArray input, LayerWorkspaceMgr workspaces) {
    output.take(); // it belongs to the input before
    super.setInput(input, workspaces);
  }

  @Override
  protected INDArray preOutput2d(boolean training, LayerWorkspaceMgr workspaces) {
    @Nullable INDArray kept = output.take();
    if (training && kept != null) {
      return kept;
    }
    INDArray made = super.preOutput2d(training, workspaces);
    if (training) { // inputs last until the score, activations do not
      output.put(made, ArrayType.INPUT, workspaces);
    }
    return made;
  }

  @Override
  protected Pair<INDArray, INDArray> preOutputWithPreNorm(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    if (!DenseForward.canBeOf(this, input)) {
      return super.preOutputWithPreNorm(training, forBackprop, workspaces);
    }
    applyDropOutIfNecessary(training, workspaces);
    INDArray z =
        linear.of(input, name -> getParamWithNoise(name, training, workspaces), workspaces);
    if (maskArray != null) {
      applyMask(z);
    }
    return new Pair<>(z, z);
  }
}
