package io.clrspark.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What Keras computed for a model of src/test/resources/keras; make.py there wrote it down. */
public final class KerasSays {

  private static final Path FOLDER = Path.of("src/test/resources/keras");

  private final String name;
  private final JsonNode said;

  private KerasSays(String name, JsonNode said) {
    this.name = name;
    this.said = said;
  }

  /** Of the model in {@code name.h5}. */
  public static KerasSays of(String name) throws IOException {
    String json = Files.readString(FOLDER.resolve(name + ".json"));
    return new KerasSays(name, new ObjectMapper().readTree(json));
  }

  public static Path file(String name) {
    return FOLDER.resolve(name);
  }

  /** The file's model in DL4J. */
  public Model load() {
    return SavedModel.load(file(name + ".h5").toString(), new Configuration()).network();
  }

  /** The inputs in Keras's shapes, and the labels one-hot. */
  public MultiDataSet data() throws IOException {
    INDArray[] inputs = new INDArray[said.path("inputs").size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = array(said.path("inputs").path(i));
    }
    INDArray labels = Nd4j.zeros(probabilities().shape());
    for (int row = 0; row < labels.rows(); row++) {
      labels.putScalar(row, said.path("labels").path(row).asInt(), 1);
    }
    return new MultiDataSet(inputs, new INDArray[] {labels});
  }

  /** Its predictions, after softmax where the model itself ends in logits. */
  public INDArray probabilities() throws IOException {
    INDArray predictions = array(said.path("predictions"));
    return said.path("logits").asBoolean() ? Transforms.softmax(predictions) : predictions;
  }

  public double loss() {
    return said.path("loss").doubleValue();
  }

  public INDArray output(Model model) throws IOException {
    return model instanceof MultiLayerNetwork network
        ? network.output(data().getFeatures(0))
        : ((ComputationGraph) model).output(data().getFeatures())[0];
  }

  public double score(Model model) throws IOException {
    return model instanceof MultiLayerNetwork network
        ? network.score(new DataSet(data().getFeatures(0), data().getLabels(0)), false)
        : ((ComputationGraph) model).score(data(), false);
  }

  /** Images, or rows. */
  private static INDArray array(JsonNode numbers) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    int depth = 0;
    for (JsonNode part = numbers; part.isArray(); part = part.path(0)) {
      depth++;
    }
    return depth == 4
        ? Nd4j.createFromArray(mapper.treeToValue(numbers, float[][][][].class))
        : Nd4j.createFromArray(mapper.treeToValue(numbers, float[][].class));
  }
}
