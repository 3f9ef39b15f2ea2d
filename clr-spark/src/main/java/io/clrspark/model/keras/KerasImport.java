package io.clrspark.model.keras;

import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.config.KerasModelConfiguration;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelBuilder;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * Imports a Keras model as a trainable network: by DL4J's import, with the optimizer, losses and
 * regularization of {@link KerasTraining} and {@link KerasLayers}. DL4J's import and HDF5 may be
 * missing from the class path; then only this package fails.
 */
@Internal
public final class KerasImport {

  private static final String CONFIGURATION = "model_config";
  private static final String TRAINING = "training_config";
  private static final String VERSION = "keras_version";

  /** Makes DL4J add its loss layers. */
  private static final String ANY_TRAINING =
      """
      {"loss": "mse", "optimizer_config": {"class_name": "SGD", "config":
       {"learning_rate": 0.1, "momentum": 0.0, "decay": 0.0}}}
      """;

  private static final Pattern UNSUPPORTED = Pattern.compile("Unsupported keras layer type (\\w+)");

  private KerasImport() {}

  /**
   * A MultiLayerNetwork of a Sequential model, a ComputationGraph of a functional one.
   *
   * @param hdf5 the whole file
   * @throws KerasException if DL4J cannot represent it; the message does not name the file
   */
  public static Model network(byte[] hdf5) throws IOException, KerasException {
    Path file = Files.createTempFile("clr-keras", ".h5");
    try {
      Files.write(file, hdf5);
      org.bytedeco.hdf5.Exception.dontPrint();
      return network(file.toString(), training(file.toString()));
    } catch (InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new KerasException(reason(e), e);
    } finally {
      Files.delete(file);
    }
  }

  private static KerasTraining training(String file)
      throws IOException, KerasException, UnsupportedKerasConfigurationException {
    try (Hdf5Archive archive = open(file)) {
      if (!archive.hasAttribute(CONFIGURATION)) {
        throw new KerasException(
            "it has no " + CONFIGURATION + ". Save the whole model: model.save(\"model.h5\").");
      }
      String version =
          archive.hasAttribute(VERSION)
              ? archive.readAttributeAsFixedLengthString(VERSION, 5).strip()
              : "1";
      if (!version.matches("[12].*")) {
        throw new KerasException(
            "Keras %s saved it, and DL4J's import reads those of Keras 1 and 2. Save it with Keras 2,"
                    .formatted(version)
                + " which TensorFlow 2.15 has.");
      }
      if (!archive.hasAttribute(TRAINING)) {
        throw new KerasException(
            "it was saved without a loss and an optimizer. Save it after"
                + " model.compile(optimizer=..., loss=...).");
      }
      return new KerasTraining(new ObjectMapper().readTree(archive.readAttributeAsJson(TRAINING)));
    }
  }

  private static Hdf5Archive open(String file) throws KerasException {
    try {
      return new Hdf5Archive(file);
    } catch (RuntimeException e) {
      throw new KerasException(
          "HDF5 cannot read it: it is truncated or damaged. Copy it again.", e);
    }
  }

  private static Model network(String file, KerasTraining training)
      throws IOException,
          KerasException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    try (KerasModelBuilder builder = new KerasModelBuilder(new KerasModelConfiguration())) {
      builder.modelHdf5Filename(file).trainingJson(ANY_TRAINING).enforceTrainingConfig(true);
      JsonNode configuration = new ObjectMapper().readTree(builder.getModelJson());
      KerasLayers.regularizeAsDl4jDoes(configuration);
      builder.modelJson(configuration.toString());
      KerasModel model =
          configuration.path("class_name").asText().equals("Sequential")
              ? builder.buildSequential()
              : builder.buildModel();
      model.setOptimizer(training.updater());
      KerasLayers.complete(model, training);
      return KerasModelUtils.copyWeightsToModel(initialized(model), model.getLayers());
    }
  }

  private static Model initialized(KerasModel model)
      throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
    if (model instanceof KerasSequentialModel sequential) {
      MultiLayerNetwork network = new MultiLayerNetwork(sequential.getMultiLayerConfiguration());
      network.init();
      return network;
    }
    ComputationGraph graph = new ComputationGraph(model.getComputationGraphConfiguration());
    graph.init();
    return graph;
  }

  private static String reason(Exception failure) {
    Matcher layer = UNSUPPORTED.matcher(ErrorText.reason(failure));
    return layer.find()
        ? "DL4J's import has no layer like %s. Build the model without it."
            .formatted(layer.group(1))
        : "DL4J's import failed: " + ErrorText.kindAndReason(failure);
  }
}
