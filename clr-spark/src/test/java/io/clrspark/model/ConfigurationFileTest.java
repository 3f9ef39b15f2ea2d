package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ConfigurationFileTest {

  private static final DataSet TWO =
      new DataSet(
          Nd4j.createFromArray(new float[][] {{1, 0, -1, 2}, {0, 1, 1, -1}}),
          Nd4j.createFromArray(new float[][] {{0, 1, 0}, {1, 0, 0}}));

  private static final String NEITHER =
      "it has neither the layers of a MultiLayerConfiguration of DL4J's nor the vertices of a"
          + " ComputationGraphConfiguration, as toJson() or toYaml() writes them";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void layers_trainAsThoseBuiltInCode(boolean json) throws IOException {
    MultiLayerConfiguration code = layers(7);
    String text = json ? code.toJson() : code.toYaml();
    MultiLayerNetwork built = new MultiLayerNetwork(code);
    built.init();
    MultiLayerNetwork read = (MultiLayerNetwork) read(text, "7");
    assertThat(read.params()).isEqualTo(built.params());
    for (int i = 0; i < 3; i++) {
      built.fit(TWO);
      read.fit(TWO);
    }
    assertThat(read.params()).isEqualTo(built.params());
    assertThat(read.getLayerWiseConfigurations()).isEqualTo(built.getLayerWiseConfigurations());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void graph_trainsAsOneBuiltInCode(boolean json) throws IOException {
    ComputationGraphConfiguration code = graph(7);
    String text = json ? code.toJson() : code.toYaml();
    ComputationGraph built = new ComputationGraph(code);
    built.init();
    ComputationGraph read = (ComputationGraph) read(text, "7");
    assertThat(read.params()).isEqualTo(built.params());
    for (int i = 0; i < 3; i++) {
      built.fit(TWO);
      read.fit(TWO);
    }
    assertThat(read.params()).isEqualTo(built.params());
  }

  @Test
  void seedOfTheProperties_takesThePlaceOfTheFiles() throws IOException {
    assertThat(read(layers(7).toJson(), "9").params())
        .isEqualTo(read(layers(9).toJson(), "9").params())
        .isNotEqualTo(read(layers(7).toJson(), "7").params());
    assertThat(read(graph(7).toJson(), "9").params())
        .isEqualTo(read(graph(9).toJson(), "9").params())
        .isNotEqualTo(read(graph(7).toJson(), "7").params());
  }

  @Test
  void countsOfATrainedNetwork_startAnew() throws IOException {
    MultiLayerNetwork network = (MultiLayerNetwork) read(layers(7).toJson(), "7");
    network.fit(TWO);
    network.getLayerWiseConfigurations().setEpochCount(2);
    String trained = network.getLayerWiseConfigurations().toJson();
    assertThat(trained).contains("\"iterationCount\" : 1", "\"epochCount\" : 2");
    MultiLayerNetwork fresh = (MultiLayerNetwork) read(trained, "7");
    assertThat(fresh.getIterationCount()).isZero();
    assertThat(fresh.getEpochCount()).isZero();
    ComputationGraphConfiguration graph = graph(7);
    graph.setIterationCount(5);
    graph.setEpochCount(2);
    ComputationGraph begun = (ComputationGraph) read(graph.toJson(), "7");
    assertThat(begun.getIterationCount()).isZero();
    assertThat(begun.getEpochCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void batchNormalization_keepsWhatTheFileSays(boolean logarithm) throws IOException {
    BatchNormalization layer =
        new BatchNormalization.Builder().nIn(4).nOut(4).useLogStd(logarithm).build();
    String kept = logarithm ? "log10stdev" : "var";
    OutputLayer output = new OutputLayer.Builder().nIn(4).nOut(3).build();
    MultiLayerConfiguration layers =
        new NeuralNetConfiguration.Builder().list().layer(layer.clone()).layer(output).build();
    ComputationGraphConfiguration graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer("norm", layer.clone(), "in")
            .addLayer("out", output.clone(), "norm")
            .setOutputs("out")
            .build();
    for (String text : List.of(layers.toJson(), layers.toYaml())) {
      assertThat(read(text, "7").paramTable()).containsKey("0_" + kept);
    }
    for (String text : List.of(graph.toJson(), graph.toYaml())) {
      assertThat(read(text, "7").paramTable()).containsKey("norm_" + kept);
    }
  }

  @Test
  void fileThatIsNoConfiguration_isNamedWithTheReason() throws IOException {
    refuses("", "it is empty");
    refuses("  \n", "it is empty");
    refuses("hello", NEITHER);
    refuses("5.1,3.5,0\n", NEITHER);
    refuses("[1, 2]", NEITHER);
    refuses("{}", NEITHER);
    refuses("{\"class_name\": \"Sequential\", \"config\": []}", NEITHER);
    refuses("{\"confs\": []}", NEITHER);
    refuses("{\"confs\": null}", NEITHER);
    refuses(
        "{\"confs\": [",
        "it is no JSON: line 1: Unexpected end-of-input: expected close marker for Array");
    refuses(
        "{\n\"confs\": x}",
        "it is no JSON: line 2: Unrecognized token 'x': was expecting (JSON String, Number, Array,"
            + " Object or token 'null', 'true' or 'false')");
    refuses("a: b: c", "it is no JSON or YAML: line 1: mapping values are not allowed here");
    refuses(
        "PK\u0003\u0004",
        "it is a saved model or another zip file, and no configuration; spark.clr.model.load takes"
            + " models");
  }

  @Test
  void configurationThatDl4jCannotUse_isNamedWithTheReason() throws IOException {
    String layers = "DL4J cannot make a network of this MultiLayerConfiguration: ";
    refuses("{\"confs\": [{}]}", layers + "a part of it is missing");
    refuses(
        layers(1).toJson().replace("layers.DenseLayer", "layers.NoLayer"),
        layers
            + "Could not resolve type id 'org.deeplearning4j.nn.conf.layers.NoLayer' as a subtype of"
            + " `org.deeplearning4j.nn.conf.layers.Layer`: no such class found");
    refuses(
        layers(1).toJson().replace("\"nin\" : 4", "\"nin\" : 0"),
        layers + "DenseLayer (index=0, name=layer0) nIn=0, nOut=5; nIn and nOut must be > 0");
    String graph = "DL4J cannot make a network of this ComputationGraphConfiguration: ";
    refuses("{\"networkInputs\": [], \"vertices\": {}}", graph + "a part of it is missing");
    refuses(
        graph(1).toJson().replace("layers.DenseLayer", "layers.NoLayer"),
        graph
            + "Could not resolve type id 'org.deeplearning4j.nn.conf.layers.NoLayer' as a subtype of"
            + " `org.deeplearning4j.nn.conf.layers.Layer`: no such class found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "nowhere.json | there is no such file",
        "folder | it is a folder",
        "nofs://x/y | it cannot be read: No FileSystem for scheme \"nofs\"",
        "hdfs: | it cannot be read: Expected scheme-specific part at index 5: hdfs",
      })
  void pathThatCannotBeRead_isNamedWithTheReason(String name, String reason) throws IOException {
    Files.createDirectories(folder.resolve("folder"));
    String path = name.contains(":") ? name : folder.resolve(name).toString();
    assertThatThrownBy(() -> open(path, "1"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Invalid spark.clr.model.configuration: " + path + " (" + reason + ")");
  }

  private void refuses(String text, String reason) throws IOException {
    assertThatThrownBy(() -> read(text, "1"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Invalid spark.clr.model.configuration: %s (%s)", file(), reason);
  }

  private Path file() {
    return folder.resolve("network.json");
  }

  private Model read(String text, String seed) throws IOException {
    return open(Files.writeString(file(), text).toString(), seed);
  }

  private static Model open(String path, String seed) {
    ClrConf conf =
        ClrConf.of(Map.of("spark.clr.model.configuration", path, "spark.clr.seed", seed));
    return ConfiguredNetwork.of(conf, new Configuration()).network(List.of(4), 3);
  }

  private static MultiLayerConfiguration layers(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(0.01))
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
        .layer(output(5))
        .build();
  }

  private static ComputationGraphConfiguration graph(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(0.01))
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", new DenseLayer.Builder().nIn(4).nOut(5).build(), "in")
        .addLayer("b", new DenseLayer.Builder().nIn(4).nOut(6).build(), "in")
        .addVertex("both", new MergeVertex(), "a", "b")
        .addLayer("out", output(11), "both")
        .setOutputs("out")
        .build();
  }

  private static OutputLayer output(int inputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
