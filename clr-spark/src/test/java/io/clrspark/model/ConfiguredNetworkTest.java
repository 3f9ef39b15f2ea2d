package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ConfiguredNetworkTest {

  @TempDir private Path folder;

  @Test
  void builtInNetwork_isSizedFromTheData() {
    ConfiguredNetwork configured = of(Map.of());
    assertThat(configured.fixed()).isEmpty();
    assertThat(configured.saved()).isEmpty();
    assertThat(configured.network(List.of(7), 3).numParams())
        .isEqualTo((7 + 1) * 100 + (100 + 1) * 3);
    assertThat(
            of(Map.of("model.type", "lenet", "data.shape", "1,8,8"))
                .network(List.of(1, 8, 8), 10)
                .numParams())
        .isEqualTo(131_080);
  }

  @Test
  void configuredNetwork_isKnownBeforeTheData() throws IOException {
    ConfiguredNetwork configured = of(Map.of("model.configuration", write(row())));
    assertThat(configured.saved()).isEmpty();
    assertThat(configured.fixed()).get().isSameAs(configured.network(List.of(4), 3));
  }

  @Test
  void loadedNetwork_keepsItsWeights() throws IOException {
    MultiLayerNetwork network = new MultiLayerNetwork(row());
    network.init();
    Path file = folder.resolve("m.zip");
    network.save(file.toFile());
    ConfiguredNetwork configured = of(Map.of("model.load", file.toString()));
    assertThat(configured.saved()).isPresent();
    assertThat(configured.network(List.of(4), 3).params()).isEqualTo(network.params());
    assertThatThrownBy(() -> configured.network(List.of(4), 2))
        .hasMessage(
            "Invalid spark.clr.model.load: "
                + file
                + " (its output for an example has the shape 3, but the data has 2 classes; set"
                + " spark.clr.data.classes, or change the network)");
  }

  @Test
  void networkThatDoesNotTakeTheData_isRefused() throws IOException {
    refuses(
        row(),
        "",
        "6: Input size (6 columns; shape = [1, 6]) is invalid: does not match layer input size (layer"
            + " # inputs = 4) (layer name: layer0, layer index: 0, layer type: DenseLayer)");
    refuses(
        row(),
        "1,2,3",
        "1,2,3: Input that is not a matrix; expected matrix (rank 2), got rank 4 array with shape"
            + " [1, 1, 2, 3]. Missing preprocessor or wrong input type? (layer name: layer0, layer"
            + " index: 0, layer type: DenseLayer)");
    refuses(
        images(),
        "",
        "6: Got rank 2 array as input to ConvolutionLayer (layer name = layer0, layer index = 0) with"
            + " shape [1, 6]. Expected rank 4 array with shape [minibatchSize, layerInputDepth,"
            + " inputHeight, inputWidth]. (Wrong input type (see InputType.convolutionalFlat()) or"
            + " wrong data type?) (layer name: layer0, layer index: 0, layer type: ConvolutionLayer)");
    refuses(
        images(),
        "2,3,1",
        "2,3,1: Cannot do forward pass in Convolution layer (layer name = layer0, layer index = 0):"
            + " input array channels does not match CNN layer configuration (data format = NCHW, data"
            + " input channels = 2, [minibatch, channels, height, width]=[1, 2, 3, 1]; expected input"
            + " channels = 1) (layer name: layer0, layer index: 0, layer type: ConvolutionLayer)");
  }

  @Test
  void numberOfClasses_mustBeThatOfTheOutputLayer() throws IOException {
    String file = write(row());
    of(Map.of("model.configuration", file)).requireClasses(3);
    of(Map.of("model.configuration", file, "data.classes", "3")).requireClasses(3);
    assertThatThrownBy(
            () -> of(Map.of("model.configuration", file, "data.classes", "9")).requireClasses(3))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.clr.model.configuration: %s (its output layer is for 3 classes, but"
                + " spark.clr.data.classes = 9; change the one or the other)",
            file);
  }

  @Test
  void networkOfImages_takesTheirShape() throws IOException {
    String file = write(images());
    ConfiguredNetwork configured = of(Map.of("model.configuration", file, "data.shape", "1,2,3"));
    assertThat(configured.takesShape()).isTrue();
    assertThat(configured.network(List.of(1, 2, 3), 3)).isInstanceOf(MultiLayerNetwork.class);
  }

  private void refuses(MultiLayerConfiguration network, String shape, String reason)
      throws IOException {
    String file = write(network);
    ConfiguredNetwork configured = of(Map.of("model.configuration", file, "data.shape", shape));
    List<Integer> given =
        shape.isEmpty()
            ? List.of(6)
            : Arrays.stream(shape.split(",", -1)).map(Integer::valueOf).toList();
    assertThat(configured.takesShape()).isEqualTo(!shape.isEmpty());
    assertThatThrownBy(() -> configured.network(given, 3))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.clr.model.configuration: %s (it does not take examples of shape %s; set"
                + " spark.clr.data.shape to what it takes, or change the network)",
            file, reason);
  }

  private String write(MultiLayerConfiguration network) throws IOException {
    return Files.writeString(folder.resolve("network.json"), network.toJson()).toString();
  }

  private static ConfiguredNetwork of(Map<String, String> properties) {
    Map<String, String> full = new HashMap<>();
    properties.forEach((key, value) -> full.put("spark.clr." + key, value));
    return ConfiguredNetwork.of(ClrConf.of(full), new Configuration());
  }

  /** Takes 4 numbers, in double. */
  private static MultiLayerConfiguration row() {
    return new NeuralNetConfiguration.Builder()
        .dataType(DataType.DOUBLE)
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
        .layer(output())
        .setInputType(InputType.feedForward(4))
        .build();
  }

  /** Takes images of 1,2,3. */
  private static MultiLayerConfiguration images() {
    return new NeuralNetConfiguration.Builder()
        .list()
        .layer(new ConvolutionLayer.Builder(2, 2).nOut(4).build())
        .layer(output())
        .setInputType(InputType.convolutional(2, 3, 1))
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
