package io.clrspark.network;

import io.clrspark.examples.Minibatch;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A {@link ComputationGraph} as a {@link Network}. */
record GraphNetwork(ComputationGraph graph) implements Network {

  @Override
  public Model model() {
    return graph;
  }

  @Override
  public Architecture architecture() {
    return new GraphArchitecture(graph.getConfiguration());
  }

  @Override
  public @Nullable BaseMultiLayerUpdater<?> updater(boolean make) {
    return graph.getUpdater(make);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(graph.getVertices());
  }

  @Override
  public int iteration() {
    return graph.getConfiguration().getIterationCount();
  }

  @Override
  public int epoch() {
    return graph.getConfiguration().getEpochCount();
  }

  @Override
  public void count(int iteration, int epoch) {
    graph.getConfiguration().setIterationCount(iteration);
    graph.getConfiguration().setEpochCount(epoch);
    for (Layer layer : graph.getLayers()) {
      layer.setIterationCount(iteration);
      layer.setEpochCount(epoch);
    }
  }

  @Override
  public void clearState() {
    graph.rnnClearPreviousState();
  }

  @Override
  public void fit(Minibatch batch) {
    graph.fit(batch.features(), batch.labels(), batch.featuresMasks(), batch.labelsMasks());
  }

  @Override
  public double score(Minibatch batch) {
    return graph.score(
        new MultiDataSet(
            batch.features(), batch.labels(), batch.featuresMasks(), batch.labelsMasks()),
        false);
  }

  @Override
  public INDArray output(INDArray features) {
    return graph.outputSingle(false, features);
  }

  @Override
  public void input(@Nullable INDArray input) {
    graph.getInputs()[0] = input;
  }

  @Override
  public void score(double score) {
    graph.setScore(score);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return List.copyOf(graph.getListeners());
  }

  /** {@code init} asks these fields whether its work is done. */
  @Override
  public void reconfigure(Architecture architecture) {
    Collection<TrainingListener> listeners = listeners();
    PrivateFields.set(graph, "configuration", ((GraphArchitecture) architecture).configuration());
    PrivateFields.set(graph, "initCalled", false);
    PrivateFields.set(graph, "solver", null);
    graph.init(graph.params(), false);
    graph.initGradientsView();
    graph.setListeners(listeners);
  }
}
