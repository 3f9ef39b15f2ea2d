package io.clrspark.examples;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The arrays of a data set in one order, whatever its kind: features of each input, labels of each
 * output, then the masks of both in the same order.
 */
final class ExampleArrays {

  private final int inputs;
  private final int outputs;
  private final @Nullable INDArray[] arrays;

  private ExampleArrays(int inputs, int outputs) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.arrays = new INDArray[2 * (inputs + outputs)];
  }

  static ExampleArrays of(DataSet data) {
    ExampleArrays all = new ExampleArrays(1, 1);
    all.put(0, data.getFeatures());
    all.put(1, data.getLabels());
    all.put(2, data.getFeaturesMaskArray());
    all.put(3, data.getLabelsMaskArray());
    return all;
  }

  static ExampleArrays of(MultiDataSet data) {
    ExampleArrays all = new ExampleArrays(data.numFeatureArrays(), data.numLabelsArrays());
    int both = all.inputs + all.outputs;
    all.put(0, data.getFeatures());
    all.put(all.inputs, data.getLabels());
    all.put(both, data.getFeaturesMaskArrays());
    all.put(both + all.inputs, data.getLabelsMaskArrays());
    return all;
  }

  private void put(int from, @Nullable INDArray @Nullable ... some) {
    if (some != null) {
      System.arraycopy(some, 0, arrays, from, some.length);
    }
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  @Nullable INDArray array(int index) {
    return arrays[index];
  }

  /** How many examples the arrays hold. */
  int examples() {
    INDArray first = arrays[0];
    return first == null || first.rank() == 0 ? 0 : Math.toIntExact(first.size(0));
  }
}
