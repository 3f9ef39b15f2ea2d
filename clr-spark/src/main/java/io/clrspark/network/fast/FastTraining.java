package io.clrspark.network.fast;

import io.clrspark.Internal;
import io.clrspark.network.Network;
import io.clrspark.network.PrivateFields;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.MultiLayerUpdater;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The switch of this package: makes a network train with less work and the same bits. A network
 * without it trains to the same parameters, only slower. For one network, and one thread at a time.
 */
@Internal
public final class FastTraining {

  private final ShapeCache shapes = new ShapeCache();

  private FastTraining() {}

  /** Replaces layers and the updater of a network that has no updater yet. */
  @SuppressWarnings("try") // the workspace is a scope
  public static FastTraining install(Network network) {
    try (MemoryWorkspace out = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      replace(network);
    }
    return new FastTraining();
  }

  private static void replace(Network network) {
    if (network.model() instanceof MultiLayerNetwork layers) {
      replaceLayers(layers, network.architecture().plainInput().isPresent());
      layers.setUpdater(new LayersUpdater(layers));
    } else if (network.model() instanceof ComputationGraph graph) {
      replaceLayers(graph);
      graph.setUpdater(new GraphUpdater(graph));
    }
  }

  /** Runs work. Arrays that this thread makes meanwhile share descriptions of their shapes. */
  public <T> T during(Supplier<T> work) {
    return shapes.during(work);
  }

  private static void replaceLayers(MultiLayerNetwork network, boolean plainInput) {
    Layer[] layers = network.getLayers();
    for (int i = 0; i < layers.length; i++) {
      layers[i] = FastLayers.inPlaceOf(layers[i], plainInput && i == 0);
    }
  }

  /**
   * No layer counts as the first, because an input may go to several vertices. A vertex that wraps
   * another one is not changed.
   */
  private static void replaceLayers(ComputationGraph graph) {
    Layer[] layers = graph.getLayers();
    for (int i = 0; i < layers.length; i++) {
      GraphVertex vertex = graph.getVertices()[layers[i].getIndex()];
      if (vertex instanceof LayerVertex) {
        layers[i] = FastLayers.inPlaceOf(layers[i], false);
        PrivateFields.set(vertex, "layer", layers[i]);
      }
    }
  }

  private static final class LayersUpdater extends MultiLayerUpdater {

    private static final long serialVersionUID = 1L;

    private final transient FastUpdaterBlocks blocks;

    LayersUpdater(MultiLayerNetwork network) {
      super(network);
      blocks = FastUpdaterBlocks.in(this);
    }

    @Override
    public synchronized void update(
        Gradient gradient, int iteration, int epoch, int examples, LayerWorkspaceMgr workspaces) {
      Gradient shared = new SharedGradient(gradient, getFlattenedGradientsView());
      super.update(shared, iteration, epoch, examples, workspaces);
    }

    @Override
    protected void divideByMinibatch(boolean external, Gradient gradient, int examples) {
      if (!blocks.divideBy(examples)) {
        super.divideByMinibatch(external, gradient, examples);
      }
    }
  }

  private static final class GraphUpdater extends ComputationGraphUpdater {

    private static final long serialVersionUID = 1L;

    private final transient FastUpdaterBlocks blocks;

    GraphUpdater(ComputationGraph graph) {
      super(graph);
      blocks = FastUpdaterBlocks.in(this);
    }

    @Override
    public synchronized void update(
        Gradient gradient, int iteration, int epoch, int examples, LayerWorkspaceMgr workspaces) {
      Gradient shared = new SharedGradient(gradient, getFlattenedGradientsView());
      super.update(shared, iteration, epoch, examples, workspaces);
    }

    @Override
    protected void divideByMinibatch(boolean external, Gradient gradient, int examples) {
      if (!blocks.divideBy(examples)) {
        super.divideByMinibatch(external, gradient, examples);
      }
    }
  }
}
