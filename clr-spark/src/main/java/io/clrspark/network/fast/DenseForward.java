package io.clrspark.network.fast;

import java.lang.ref.Reference;
import java.nio.FloatBuffer;
import java.util.function.Function;
import org.bytedeco.javacpp.FloatPointer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Computes a layer's output before activation: input times weights, plus a bias for each column.
 * BLAS gives the product column by column. Here one pass orders it by rows and adds the bias;
 * libnd4j takes two passes, element by element.
 */
final class DenseForward {

  /** Floats of a buffer that fits into the processor's first cache. */
  private static final int LENGTH = 1 << 13;

  /** With more rows, the part of each row that fits into a buffer is too short. */
  private static final int MOST_ROWS = 1 << 8;

  private final float[] columns = new float[LENGTH];
  private final float[] biases = new float[LENGTH];
  private final float[] row = new float[LENGTH];

  /** Whether this class can compute the output of a layer for this input. */
  static boolean canBeOf(BaseLayer<?> layer, @Nullable INDArray input) {
    FeedForwardLayer sizes = (FeedForwardLayer) layer.conf().getLayer();
    return layer.hasBias()
        && !layer.hasLayerNorm()
        && input != null
        && input.rank() == 2
        && input.size(0) <= MOST_ROWS
        && input.size(1) == sizes.getNIn()
        && input.size(0) * sizes.getNOut() <= Integer.MAX_VALUE / Float.BYTES
        && input.dataType() == DataType.FLOAT
        && FloatChunk.canBeOf(layer.getParam(DefaultParamInitializer.BIAS_KEY));
  }

  /**
   * The output.
   *
   * @param parameters the layer's parameters by name
   */
  INDArray of(INDArray input, Function<String, INDArray> parameters, LayerWorkspaceMgr workspaces) {
    INDArray weights = parameters.apply(DefaultParamInitializer.WEIGHT_KEY);
    INDArray bias = parameters.apply(DefaultParamInitializer.BIAS_KEY);
    long[] shape = {input.size(0), weights.size(1)};
    INDArray made = workspaces.createUninitialized(ArrayType.ACTIVATIONS, DataType.FLOAT, shape);
    INDArray product = Nd4j.createUninitialized(DataType.FLOAT, shape, 'f');
    try {
      input.mmuli(weights, product);
      put(product, bias, made);
      return made;
    } finally {
      Reference.reachabilityFence(product); // else ND4J may free its memory while it is read
    }
  }

  private void put(INDArray product, INDArray bias, INDArray target) {
    int rows = (int) product.size(0);
    int width = (int) product.size(1);
    FloatBuffer from = buffer(product);
    FloatBuffer of = buffer(bias);
    FloatBuffer to = buffer(target);
    int most = LENGTH / rows;
    for (int first = 0; first < width; first += most) {
      int count = Math.min(most, width - first);
      from.get(first * rows, columns, 0, count * rows);
      of.get(first, biases, 0, count);
      for (int r = 0; r < rows; r++) {
        add(columns, r, rows, biases, row, count);
        to.put(r * width + first, row, 0, count);
      }
    }
  }

  private static FloatBuffer buffer(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
  }

  private static void add(
      float[] columns, int first, int step, float[] biases, float[] row, int count) {
    for (int i = 0; i < count; i++) {
      row[i] = columns[first + i * step] + biases[i];
    }
  }
}
