package io.clrspark.training.replica;

import io.clrspark.training.data.Minibatch;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;

/** A {@link ComputationGraph}. */
final class GraphNetwork implements Network {

  private final ComputationGraph graph;

  GraphNetwork(ComputationGraph graph) {
    this.graph = graph;
  }

  @Override
  public Model model() {
    return graph;
  }

  @Override
  public Architecture architecture() {
    return new GraphArchitecture(graph.getConfiguration());
  }

  @Override
  public BaseMultiLayerUpdater<?> updater() {
    return graph.getUpdater(true);
  }

  @Override
  public @Nullable BaseMultiLayerUpdater<?> updaterIfAny() {
    return graph.getUpdater(false);
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

  /**
   * No layer is told that it is the first: an input may go to several vertices. A vertex that wraps
   * another stays as it is.
   */
  @Override
  public void saveWork() {
    Layer[] layers = graph.getLayers();
    for (int i = 0; i < layers.length; i++) {
      GraphVertex vertex = graph.getVertices()[layers[i].getIndex()];
      if (vertex instanceof LayerVertex) {
        layers[i] = ThriftyLayers.inPlaceOf(layers[i], false);
        Fields.set(vertex, "layer", layers[i]);
      }
    }
    graph.setUpdater(new ThriftyUpdater(graph));
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

  /** The fields are those that {@code init} asks whether its work is done. */
  @Override
  public void reconfigure(Architecture architecture) {
    Collection<TrainingListener> listeners = listeners();
    Fields.set(graph, "configuration", ((GraphArchitecture) architecture).configuration());
    Fields.set(graph, "initCalled", false);
    Fields.set(graph, "solver", null);
    graph.init(graph.params(), false);
    graph.initGradientsView();
    graph.setListeners(listeners);
  }

  /** Gives DL4J's the graph's gradient as it recognizes it. */
  private static final class ThriftyUpdater extends ComputationGraphUpdater {

    private static final long serialVersionUID = 1L;

    private final transient ThriftyBlocks blocks;

    ThriftyUpdater(ComputationGraph graph) {
      super(graph);
      blocks = ThriftyBlocks.in(this);
    }

    @Override
    public synchronized void update(
        Gradient gradient, int iteration, int epoch, int examples, LayerWorkspaceMgr workspaces) {
      Gradient own = new OwnGradient(gradient, getFlattenedGradientsView());
      super.update(own, iteration, epoch, examples, workspaces);
    }

    @Override
    protected void divideByMinibatch(boolean external, Gradient gradient, int examples) {
      if (!blocks.divideBy(examples)) {
        super.divideByMinibatch(external, gradient, examples);
      }
    }
  }
}
