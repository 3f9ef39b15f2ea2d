package io.clrspark.network;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.examples.Minibatch;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An initialized DL4J network of either kind, layers or a graph. A program makes one with {@link
 * #of}. The methods marked as internal are for the engine.
 */
public interface Network {

  /**
   * A view of the given network, not a copy.
   *
   * @throws ClrException if it is neither a MultiLayerNetwork nor a ComputationGraph
   */
  static Network of(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return new LayerNetwork(network);
    }
    if (model instanceof ComputationGraph graph) {
      return new GraphNetwork(graph);
    }
    throw new ClrException(
        "Cannot train a %s. Use a MultiLayerNetwork or a ComputationGraph."
            .formatted(model.getClass().getName()));
  }

  /** DL4J's network itself. */
  Model model();

  /** DL4J's configuration object itself, not a copy. */
  @Internal
  Architecture architecture();

  /** All parameters in DL4J's flattened order; a view, not a copy. */
  default INDArray parameters() {
    return model().params();
  }

  /** The updater; made if there is none yet. */
  @Internal
  default BaseMultiLayerUpdater<?> updater() {
    return Objects.requireNonNull(updater(true));
  }

  /** The updater; null if there is none yet and {@code make} is false. */
  @Internal
  @Nullable BaseMultiLayerUpdater<?> updater(boolean make);

  /** Everything that may have parameters: the layers, or a graph's vertices. */
  @Internal
  List<Trainable> parts();

  /** DL4J's iteration count. */
  int iteration();

  /** DL4J's epoch count. */
  int epoch();

  /** Sets both counts wherever DL4J keeps them. */
  @Internal
  void count(int iteration, int epoch);

  /** Clears the state of recurrent layers. */
  @Internal
  void clearState();

  /** Trains on one minibatch. */
  @Internal
  void fit(Minibatch batch);

  /** DL4J's score of one minibatch, without training. */
  @Internal
  double score(Minibatch batch);

  /** The output for examples, as in inference: without dropout. For one input and one output. */
  @Internal
  INDArray output(INDArray features);

  /** Sets the first input that listeners find in the model; null removes it. */
  @Internal
  void input(@Nullable INDArray input);

  /** Sets the score that {@code model().score()} returns. */
  @Internal
  void score(double score);

  /** The listeners that are set. */
  @Internal
  Collection<TrainingListener> listeners();

  /** Initializes the network again, over the same parameter array, from another configuration. */
  @Internal
  void reconfigure(Architecture architecture);
}
