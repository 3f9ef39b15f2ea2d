package io.clrspark.model;

import io.clrspark.ClrException;
import io.clrspark.conf.ModelProperties;
import io.clrspark.files.ErrorText;
import io.clrspark.files.Storage;
import io.clrspark.model.file.AllowedClasses;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads a network with new weights from a file that DL4J's {@code toJson()} or {@code toYaml()}
 * wrote, of a {@code MultiLayerConfiguration} or a {@code ComputationGraphConfiguration}. A seed
 * replaces the file's. The counts of iterations and epochs start at 0.
 */
final class ConfigurationFile {

  private static final String ZIP = "PK\u0003\u0004";

  private final String path;
  private final String text;
  private final boolean json;
  private final ObjectMapper mapper;

  private ConfigurationFile(String path, String text, AllowedClasses classes) {
    this.path = path;
    this.text = text;
    this.json = text.startsWith("{");
    this.mapper = json ? classes.json() : classes.yaml();
  }

  /**
   * Reads a file on any Hadoop path, and initializes its network.
   *
   * @throws ClrException if there is no such file, or it is no configuration
   */
  static Model network(String path, long seed, AllowedClasses classes, Configuration hadoop) {
    try {
      return new ConfigurationFile(path, read(path, hadoop).strip(), classes).network(seed);
    } catch (FileNotFoundException e) {
      throw invalid(path, "there is no such file", e);
    } catch (IOException | IllegalArgumentException e) {
      throw invalid(path, "it cannot be read: " + firstLine(ErrorText.root(e)), e);
    }
  }

  /**
   * Initializes the network of a text.
   *
   * @param name what the user calls the text
   * @throws ClrException if it is no configuration
   */
  static Model networkOf(String name, String text, long seed, AllowedClasses classes) {
    return new ConfigurationFile(name, text.strip(), classes).network(seed);
  }

  private static String read(String path, Configuration hadoop) throws IOException {
    Path file = new Path(path);
    FileSystem files = Storage.of(path, hadoop);
    if (files.getFileStatus(file).isDirectory()) {
      throw invalid(path, "it is a folder", null);
    }
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Model network(long seed) {
    if (text.isEmpty()) {
      throw invalid(path, "it is empty", null);
    }
    if (text.startsWith(ZIP)) {
      throw invalid(
          path,
          "it is a saved model or another zip file, and no configuration; %s takes models"
              .formatted(ModelProperties.LOAD),
          null);
    }
    JsonNode tree = tree();
    String kind = "configuration";
    try {
      AllowedClasses.checkOldForm(mapper, tree);
      if (tree.has("networkInputs") && tree.has("vertices")) {
        kind = "ComputationGraphConfiguration";
        return graph(seed, tree);
      }
      if (tree.path("confs").size() > 0) {
        kind = "MultiLayerConfiguration";
        return layers(seed, tree);
      }
    } catch (JsonProcessingException | RuntimeException e) {
      throw unusable(kind, e);
    }
    throw invalid(
        path,
        "it has neither the layers of a MultiLayerConfiguration of DL4J's nor the vertices of a"
            + " ComputationGraphConfiguration, as toJson() or toYaml() writes them",
        null);
  }

  private JsonNode tree() {
    try {
      return mapper.readTree(text);
    } catch (JsonProcessingException e) {
      throw invalid(
          path,
          "it is no %s: line %d: %s"
              .formatted(json ? "JSON" : "JSON or YAML", e.getLocation().getLineNr(), firstLine(e)),
          e);
    }
  }

  private Model layers(long seed, JsonNode tree) throws JsonProcessingException {
    MultiLayerConfiguration configuration = mapper.readValue(text, MultiLayerConfiguration.class);
    configuration.getConfs().forEach(layer -> layer.setSeed(seed));
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      keepVariance(configuration.getConf(i), tree.path("confs").path(i));
    }
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /**
   * DL4J reads batch normalization as one that keeps the logarithm of the deviation, whatever the
   * text says, where the configuration was written before a network was made of it.
   */
  private static void keepVariance(NeuralNetConfiguration configuration, JsonNode tree) {
    JsonNode written = tree.path("layer").path("useLogStd");
    if (configuration.getLayer() instanceof BatchNormalization layer && written.isBoolean()) {
      layer.setUseLogStd(written.asBoolean());
    }
  }

  private Model graph(long seed, JsonNode tree) throws JsonProcessingException {
    ComputationGraphConfiguration configuration =
        mapper.readValue(text, ComputationGraphConfiguration.class);
    configuration.getDefaultConfiguration().setSeed(seed);
    for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
      if (vertex.getValue() instanceof LayerVertex layer) {
        layer.getLayerConf().setSeed(seed);
        JsonNode written = tree.path("vertices").path(vertex.getKey());
        keepVariance(layer.getLayerConf(), written.path("layerConf"));
      }
    }
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private ClrException unusable(String kind, Exception e) {
    Throwable root = ErrorText.root(e);
    String reason =
        root instanceof NullPointerException ? "a part of it is missing" : firstLine(root);
    return invalid(path, "DL4J cannot make a network of this " + kind + ": " + reason, e);
  }

  private static ClrException invalid(String path, String reason, @Nullable Exception cause) {
    return ClrException.invalid(ModelProperties.CONFIGURATION, path, reason, cause);
  }

  /** The reason for a failure, without its full stop and without text that Jackson quotes. */
  static String firstLine(Throwable failure) {
    String reason =
        failure instanceof JsonProcessingException json
            ? ErrorText.firstLine(json.getOriginalMessage())
            : ErrorText.reason(failure);
    return reason.replaceAll(" \\(start marker at .*|[.:\\s]+$", "");
  }
}
