package io.clrspark.model;

import io.clrspark.ClrException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.MissingNode;

/**
 * A network in a file: of DL4J's {@code ModelSerializer}, with the schedule that it was saved with,
 * or of Keras 2 ({@code model.save("model.h5")}), where DL4J's import of those is on the class
 * path.
 */
public final class SavedModel {

  private static final String CONFIGURATION = "configuration.json";
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final String path;
  private final Model network;
  private final JsonNode configuration;
  private final @Nullable Normalizer<?> normalizer;

  private SavedModel(
      String path, Model network, JsonNode configuration, @Nullable Normalizer<?> normalizer) {
    this.normalizer = normalizer;
    this.path = path;
    this.network = network;
    this.configuration = configuration;
  }

  /**
   * Reads a file on any Hadoop path; its updater's state too, unless it is of Keras.
   *
   * @throws ClrException if there is no such file, it is no model, or a Keras model that DL4J has
   *     not the like of
   */
  public static SavedModel load(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      byte[] bytes;
      try (InputStream in = file.getFileSystem(hadoop).open(file)) {
        bytes = in.readAllBytes();
      }
      if (Arrays.equals(HDF5, Arrays.copyOf(bytes, HDF5.length))) {
        return new SavedModel(path, keras(path, bytes), MissingNode.getInstance(), null);
      }
      JsonNode configuration = JsonMappers.getMapper().readTree(configuration(bytes));
      boolean graph = configuration.has("networkInputs");
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      Model network =
          graph
              ? ModelSerializer.restoreComputationGraph(in, true)
              : ModelSerializer.restoreMultiLayerNetwork(in, true);
      Normalizer<?> normalizer =
          has(bytes, ModelSerializer.NORMALIZER_BIN)
              ? ModelSerializer.restoreNormalizerFromInputStream(new ByteArrayInputStream(bytes))
              : null;
      return new SavedModel(path, network, configuration, normalizer);
    } catch (FileNotFoundException e) {
      throw problem(path, "there is no such file", e);
    } catch (ClrException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw problem(path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static Model keras(String path, byte[] hdf5) throws IOException {
    try {
      return KerasImport.network(hdf5);
    } catch (KerasException e) {
      throw new ClrException("Cannot load the model " + path + ": " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw new ClrException(
          """
          Cannot load the Keras model %s: DL4J's import of those, or HDF5, is not on the class path.
          Add org.deeplearning4j:deeplearning4j-modelimport; for bin/clr: echo -Pkeras >>.mvn/maven.config"""
              .formatted(path),
          e);
    }
  }

  private static byte[] configuration(byte[] model) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(CONFIGURATION)) {
          return zip.readAllBytes();
        }
        if (entry.getName().equals("model.weights.h5")) {
          throw new IOException(
              "it is in Keras's own format, and DL4J's import reads HDF5. Save it with Keras 2:"
                  + " model.save(\"model.h5\")");
        }
      }
    }
    throw new IOException("it is no model of DL4J's ModelSerializer");
  }

  private static ClrException problem(String path, String reason, Exception cause) {
    return new ClrException("Cannot load the model " + path + ": " + reason + ".", cause);
  }

  private static boolean has(byte[] model, String name) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return true;
        }
      }
    }
    return false;
  }

  /** What scales the features that the network takes, if it was saved with the model. */
  public Optional<Normalizer<?>> normalizer() {
    return Optional.ofNullable(normalizer);
  }

  /** A MultiLayerNetwork or a ComputationGraph. */
  public Model network() {
    return network;
  }

  /**
   * The schedule of the first updater that has one; training gives all of them the same.
   *
   * @throws ClrException if it cannot be read
   */
  public Optional<ISchedule> schedule() {
    for (JsonNode schedule : configuration.findValues("learningRateSchedule")) {
      if (!schedule.isNull()) {
        try {
          return Optional.of(
              JsonMappers.getMapper().readValue(schedule.toString(), ISchedule.class));
        } catch (IOException e) {
          throw problem(path, "its schedule is unreadable", e);
        }
      }
    }
    return Optional.empty();
  }
}
