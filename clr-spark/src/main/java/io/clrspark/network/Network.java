package io.clrspark.network;

import io.clrspark.ClrException;
import io.clrspark.examples.Minibatch;
import java.util.Collection;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the engine does with an initialized DL4J network, of layers or a graph; DL4J's two classes
 * share no such type.
 */
public interface Network {

  /** That network. */
  static Network of(MultiLayerNetwork network) {
    return new LayerNetwork(network);
  }

  /** That graph. */
  static Network of(ComputationGraph graph) {
    return new GraphNetwork(graph);
  }

  /**
   * That network.
   *
   * @throws ClrException if it is neither of DL4J's two kinds
   */
  static Network of(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return of(network);
    }
    if (model instanceof ComputationGraph graph) {
      return of(graph);
    }
    throw new ClrException(
        "Cannot train a "
            + model.getClass().getName()
            + ". Use a MultiLayerNetwork or a"
            + " ComputationGraph.");
  }

  /** DL4J's object. */
  Model model();

  /** DL4J's configuration object, as it is. */
  Architecture architecture();

  /** All parameters in DL4J's flattened order; a view, not a copy. */
  default INDArray parameters() {
    return model().params();
  }

  /** The updater; made if there is none yet. */
  BaseMultiLayerUpdater<?> updater();

  /** The updater; null if there is none yet. */
  @Nullable BaseMultiLayerUpdater<?> updaterIfAny();

  /** Everything that may have parameters: the layers, or a graph's vertices. */
  List<Trainable> parts();

  /** DL4J's iteration count. */
  int iteration();

  /** DL4J's epoch count. */
  int epoch();

  /** Sets both counts wherever DL4J keeps them. */
  void count(int iteration, int epoch);

  /** Forgets the state of recurrent layers. */
  void clearState();

  /** Trains on one minibatch. */
  void fit(Minibatch batch);

  /** DL4J's score of one minibatch, without training. */
  double score(Minibatch batch);

  /** Sets what the first input is, for who asks the model; null takes it away. */
  void input(@Nullable INDArray input);

  /** Sets the score that {@code model().score()} gives. */
  void score(double score);

  /** The listeners that are set. */
  Collection<TrainingListener> listeners();

  /** Initializes the network again, over the same parameter array, from another configuration. */
  void reconfigure(Architecture architecture);
}
