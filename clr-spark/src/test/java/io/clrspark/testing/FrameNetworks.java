package io.clrspark.testing;

import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks for rows, and a session that makes rows. */
public final class FrameNetworks {

  private FrameNetworks() {}

  public static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.sql.shuffle.partitions", 2)
        .getOrCreate();
  }

  /** A classifier of 3 classes. */
  public static MultiLayerNetwork classifier(int features) {
    return network(features, LossFunction.MCXENT, Activation.SOFTMAX, 3, DataType.FLOAT);
  }

  public static MultiLayerNetwork network(
      int features, LossFunction loss, Activation activation, int units, DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .updater(new Adam(0.1))
                .list()
                .layer(new DenseLayer.Builder().nIn(features).nOut(6).build())
                .layer(
                    new OutputLayer.Builder(loss).nIn(6).nOut(units).activation(activation).build())
                .build());
    network.init();
    return network;
  }
}
