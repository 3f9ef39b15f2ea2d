package io.clrspark.ml;

import io.clrspark.ml.predict.NetworkOutput;
import io.clrspark.ml.train.FrameTraining;
import io.clrspark.model.ModelInfo;
import io.clrspark.network.Network;
import io.clrspark.network.replica.OutputPool;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.deeplearning4j.nn.api.Model;

/** The network of a model, and what a row must be for it. */
final class FittedNetwork implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Model model;
  private final OutputPool pool;
  private final int features;
  private final int classes;
  private final String runId;
  private final ModelInfo info;

  /**
   * @param features numbers per row
   * @param classes how many classes it tells apart; 0 if it predicts a number
   * @param runId the id of the run that trained it
   * @param info names, the shape of a row's features, and versions
   */
  FittedNetwork(Network network, int features, int classes, String runId, ModelInfo info) {
    this.model = network.model();
    this.pool = new OutputPool(network);
    this.features = features;
    this.classes = classes;
    this.runId = runId;
    this.info = info;
  }

  static FittedNetwork of(FrameTraining.Trained trained) {
    return new FittedNetwork(
        trained.network(),
        trained.features(),
        trained.classes(),
        trained.result().runId(),
        trained.info());
  }

  /** The output for one row. */
  double[] output(Vector row) {
    if (row.size() != features) {
      throw new IllegalArgumentException(
          "Invalid features: %d numbers (the model takes %d)".formatted(row.size(), features));
    }
    return pool.with(network -> NetworkOutput.of(network, row.toArray(), 1, shape()))[0];
  }

  /** DL4J's network. */
  Model model() {
    return model;
  }

  OutputPool pool() {
    return pool;
  }

  int features() {
    return features;
  }

  List<Integer> shape() {
    return info.shape();
  }

  int classes() {
    return classes;
  }

  String runId() {
    return runId;
  }

  ModelInfo info() {
    return info;
  }
}
