package io.clrspark.ml;

import io.clrspark.ml.predict.NetworkOutput;
import io.clrspark.ml.train.FrameTraining;
import io.clrspark.network.Network;
import io.clrspark.network.replica.OutputPool;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.deeplearning4j.nn.api.Model;

/**
 * The network of a model, and what a row must be for it.
 *
 * @param model DL4J's network
 * @param pool copies of it
 * @param features numbers per row
 * @param shape the shape of a row's features
 * @param classes how many classes it tells apart; 0 if it predicts a number
 * @param runId the id of the run that trained it
 */
record FittedNetwork(
    Model model, OutputPool pool, int features, List<Integer> shape, int classes, String runId)
    implements Serializable {

  static FittedNetwork of(
      Network network, int features, List<Integer> shape, int classes, String runId) {
    return new FittedNetwork(
        network.model(), new OutputPool(network), features, shape, classes, runId);
  }

  static FittedNetwork of(FrameTraining.Trained trained) {
    return of(
        trained.network(),
        trained.features(),
        trained.shape(),
        trained.classes(),
        trained.result().runId());
  }

  /** The output for one row. */
  double[] output(Vector row) {
    if (row.size() != features) {
      throw new IllegalArgumentException(
          "Invalid features: %d numbers (the model takes %d)".formatted(row.size(), features));
    }
    return pool.with(network -> NetworkOutput.of(network, row.toArray(), 1, shape))[0];
  }
}
