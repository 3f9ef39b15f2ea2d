package io.clrspark.network;

import io.clrspark.examples.Minibatch;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** A {@link MultiLayerNetwork} as a {@link Network}. */
record LayerNetwork(MultiLayerNetwork network) implements Network {

  @Override
  public Model model() {
    return network;
  }

  @Override
  public Architecture architecture() {
    return new LayerArchitecture(network.getLayerWiseConfigurations());
  }

  @Override
  public @Nullable BaseMultiLayerUpdater<?> updater(boolean make) {
    return (BaseMultiLayerUpdater<?>) network.getUpdater(make);
  }

  @Override
  public List<Trainable> parts() {
    return List.of(network.getLayers());
  }

  @Override
  public int iteration() {
    return network.getIterationCount();
  }

  @Override
  public int epoch() {
    return network.getEpochCount();
  }

  @Override
  public void count(int iteration, int epoch) {
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
    for (Layer layer : network.getLayers()) {
      layer.setIterationCount(iteration);
      layer.setEpochCount(epoch);
    }
  }

  @Override
  public void clearState() {
    network.rnnClearPreviousState();
  }

  @Override
  public void fit(Minibatch batch) {
    network.fit(
        batch.features()[0],
        batch.labels()[0],
        first(batch.featuresMasks()),
        first(batch.labelsMasks()));
  }

  @Override
  public double score(Minibatch batch) {
    return network.score(
        new DataSet(
            batch.features()[0],
            batch.labels()[0],
            first(batch.featuresMasks()),
            first(batch.labelsMasks())),
        false);
  }

  @Override
  public INDArray output(INDArray features) {
    return network.output(features, false);
  }

  private static @Nullable INDArray first(@Nullable INDArray @Nullable [] masks) {
    return masks == null ? null : masks[0];
  }

  @Override
  public void input(@Nullable INDArray input) {
    PrivateFields.set(network, "input", input);
  }

  @Override
  public void score(double score) {
    network.setScore(score);
  }

  @Override
  public Collection<TrainingListener> listeners() {
    return List.copyOf(network.getListeners());
  }

  /**
   * DL4J has no way to replace the configuration of a network. {@code init} asks these fields
   * whether its work is done.
   */
  @Override
  public void reconfigure(Architecture architecture) {
    Collection<TrainingListener> listeners = listeners();
    network.setLayerWiseConfigurations(((LayerArchitecture) architecture).configuration());
    network.setLayers(null);
    PrivateFields.set(network, "layerMap", new LinkedHashMap<>());
    PrivateFields.set(network, "initCalled", false);
    PrivateFields.set(network, "solver", null);
    network.init(network.params(), false);
    network.initGradientsView();
    network.setListeners(listeners);
  }
}
