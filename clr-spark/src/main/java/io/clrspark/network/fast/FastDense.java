package io.clrspark.network.fast;

import io.clrspark.network.PrivateFields;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A dense layer that keeps its output before activation from the forward to the backward step. */
final class FastDense extends DenseLayer {

  private static final long serialVersionUID = 1L;

  private final boolean first;
  private final transient DenseForward linear = new DenseForward();
  private final transient KeptOutput output = new KeptOutput();

  FastDense(DenseLayer layer, boolean first) {
    super(layer.conf(), layer.getParam(DefaultParamInitializer.WEIGHT_KEY).dataType());
    PrivateFields.copy(DenseLayer.class, layer, this);
    this.first = first;
  }

  @Override
  protected Pair<INDArray, INDArray> preOutputWithPreNorm(
      boolean training, boolean forBackprop, LayerWorkspaceMgr workspaces) {
    @Nullable INDArray kept = output.take();
    if (forBackprop && kept != null) {
      return new Pair<>(kept, kept);
    }
    Pair<INDArray, INDArray> made = made(training, forBackprop, workspaces);
    if (training && !forBackprop && !hasLayerNorm()) { // layer normalization needs its input too
      output.put(made.getFirst(), ArrayType.ACTIVATIONS, workspaces);
    }
    return made;
  }

  private Pair<INDArray, INDArray> made(
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

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    if (!first || hasLayerNorm() || layerConf().getIDropout() != null) {
      return super.backpropGradient(epsilon, workspaces);
    }
    assertInputSet(true);
    INDArray z = preOutputWithPreNorm(true, true, workspaces).getFirst();
    INDArray delta = layerConf().getActivationFn().backprop(z, epsilon).getFirst();
    if (maskArray != null) {
      applyMask(delta);
    }
    Gradient gradient = new DefaultGradient();
    if (hasBias()) {
      INDArray bias = gradientViews.get(DefaultParamInitializer.BIAS_KEY);
      delta.sum(bias, 0);
      gradient.setGradientFor(DefaultParamInitializer.BIAS_KEY, bias);
    }
    INDArray weights = gradientViews.get(DefaultParamInitializer.WEIGHT_KEY);
    Nd4j.gemm(input.castTo(weights.dataType()), delta, weights, true, false, 1.0, 0.0);
    gradient.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, weights);
    weightNoiseParams.clear();
    return new Pair<>(gradient, null);
  }
}
