package io.clrspark.model.file;

import io.clrspark.Internal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Reads models of DL4J's {@code ModelSerializer} from files that need not be trusted. Unlike DL4J's
 * own reader it deserializes no Java object, makes objects of known classes only, and allocates no
 * more memory than the file has bytes for.
 */
@Internal
public final class ModelReader {

  private static final long CONFIGURATION_BYTES = 64L << 20;
  private static final long ARRAY_BYTES = Integer.MAX_VALUE;

  private final ZipEntries entries;
  private final ObjectMapper json;
  private final String text;
  private final JsonNode configuration;

  /**
   * @param zip the file
   * @param classes the classes that it may name besides DL4J's
   * @throws IOException if it is no such file, or damaged
   */
  public ModelReader(byte[] zip, List<String> classes) throws IOException {
    this.entries = new ZipEntries(zip);
    this.json = new AllowedClasses(classes).json();
    String saved = text();
    this.configuration = json.readTree(saved);
    byte[] schedules = entries.read(SavedSchedules.ENTRY, CONFIGURATION_BYTES);
    if (schedules != null) {
      SavedSchedules.putBack(json.readTree(schedules), configuration);
    }
    this.text = schedules == null ? saved : json.writeValueAsString(configuration);
    AllowedClasses.checkOldForm(json, configuration);
  }

  private String text() throws IOException {
    byte[] bytes = entries.read(ModelSerializer.CONFIGURATION_JSON, CONFIGURATION_BYTES);
    if (bytes != null) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (entries.has("model.weights.h5")) {
      throw new IOException(
          "it is in Keras's own format, and DL4J's import reads HDF5. Save it with Keras 2:"
              + " model.save(\"model.h5\")");
    }
    throw new IOException("it is no model of DL4J's ModelSerializer, or not a whole one");
  }

  /** The bytes of an entry that is no part of DL4J's format; null if there is none. */
  public byte @Nullable [] entry(String name) throws IOException {
    return entries.read(name, CONFIGURATION_BYTES);
  }

  public Model network() throws IOException {
    INDArray parameters = array(ModelSerializer.COEFFICIENTS_BIN);
    if (parameters == null) {
      throw new IOException(
          "it has no " + ModelSerializer.COEFFICIENTS_BIN + ", so it is not a whole model");
    }
    @Nullable INDArray state = array(ModelSerializer.UPDATER_BIN);
    return configuration.has("networkInputs")
        ? graph(parameters, state)
        : layers(parameters, state);
  }

  private Model layers(INDArray parameters, @Nullable INDArray state) throws IOException {
    MultiLayerConfiguration layers = json.readValue(text, MultiLayerConfiguration.class);
    layers.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(layers);
    network.init(parameters, false);
    if (state != null) {
      network.getUpdater().setStateViewArray(network, state, false);
    }
    return network;
  }

  private Model graph(INDArray parameters, @Nullable INDArray state) throws IOException {
    ComputationGraphConfiguration vertices =
        json.readValue(text, ComputationGraphConfiguration.class);
    vertices.setDataType(parameters.dataType());
    ComputationGraph graph = new ComputationGraph(vertices);
    graph.init(parameters, false);
    if (state != null) {
      graph.getUpdater().setStateViewArray(state);
    }
    return graph;
  }

  private @Nullable INDArray array(String name) throws IOException {
    byte[] bytes = entries.read(name, ARRAY_BYTES);
    return bytes == null || bytes.length == 0
        ? null
        : new ArrayReader(ByteBuffer.wrap(bytes)).row();
  }

  /** The normalizer of the features; null if there is none. */
  public @Nullable Normalizer<?> normalizer() throws IOException {
    byte[] bytes = entries.read(ModelSerializer.NORMALIZER_BIN, ARRAY_BYTES);
    return bytes == null ? null : NormalizerReader.read(bytes);
  }

  public Optional<ISchedule> schedule() throws IOException {
    for (JsonNode schedule : configuration.findValues("learningRateSchedule")) {
      if (!schedule.isNull()) {
        return Optional.of(json.treeToValue(schedule, ISchedule.class));
      }
    }
    return Optional.empty();
  }
}
