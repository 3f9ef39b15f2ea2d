package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks by property, for a few updates each on the digits. */
class NetworksIT {

  @TempDir private Path folder;

  @Test
  void lenet_trainsOnImages() throws Exception {
    Result trained =
        train("model.type=lenet", "model.maps=4,8", "data.shape=1,8,8", "model.dense=32");
    assertThat(trained.status()).as(trained.toString()).isZero();
    assertThat(trained.value("iterations")).isEqualTo("23");
    MultiLayerNetwork network = MultiLayerNetwork.load(folder.resolve("m.zip").toFile(), true);
    assertThat(network.numParams())
        .isEqualTo((25 + 1) * 4 + (4 * 25 + 1) * 8 + (8 * 4 + 1) * 32 + (32 + 1) * 10);
  }

  @Test
  void graphOfAConfigurationFile_trains() throws Exception {
    Result trained = train("model.configuration=" + graph(LossFunction.MCXENT, Activation.SOFTMAX));
    assertThat(trained.status()).as(trained.toString()).isZero();
    assertThat(trained.value("iterations")).isEqualTo("23");
    ComputationGraph network = ComputationGraph.load(folder.resolve("m.zip").toFile(), true);
    assertThat(network.numParams()).isEqualTo((64 + 1) * 16 + (16 + 1) * 10);
  }

  @Test
  void outputLayerForNumbers_isRefusedBeforeTheDataIsRead() throws Exception {
    Path file = graph(LossFunction.MSE, Activation.IDENTITY);
    Result refused = train("model.configuration=" + file, "data.path=nowhere");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            "Invalid spark.clr.model.configuration: %s (its output layer's LossMSE is for numbers,"
                    .formatted(file)
                + " not classes; for classes give it softmax and MCXENT, with a unit for each class, or"
                + " set spark.clr.data.task = regression)\n");
  }

  private Path graph(LossFunction loss, Activation activation) throws Exception {
    String json =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam())
            .graphBuilder()
            .addInputs("pixels")
            .addLayer("hidden", new DenseLayer.Builder().nIn(64).nOut(16).build(), "pixels")
            .addLayer(
                "digit",
                new OutputLayer.Builder(loss).nIn(16).nOut(10).activation(activation).build(),
                "hidden")
            .setOutputs("digit")
            .build()
            .toJson();
    return Files.writeString(folder.resolve("graph.json"), json);
  }

  private Result train(String... properties) throws Exception {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "spark.master=local[2]",
                "spark.ui.enabled=false",
                "spark.clr.data.path=conf/data/digits.csv.gz",
                "spark.clr.data.divide=16",
                "spark.clr.stepSize=23",
                "spark.clr.model.save=" + folder.resolve("m.zip")));
    for (String property : properties) {
      lines.removeIf(line -> line.startsWith("spark.clr." + property.split("=", 2)[0] + "="));
      lines.add("spark.clr." + property);
    }
    Path file = Files.write(folder.resolve("job.properties"), lines);
    return BinClr.run(folder, "train", file.toString());
  }
}
