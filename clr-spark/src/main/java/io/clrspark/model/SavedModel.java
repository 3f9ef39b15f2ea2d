package io.clrspark.model;

import io.clrspark.ClrException;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.databind.JsonNode;

/**
 * A network in a file of DL4J's {@code ModelSerializer}, and the schedule that it was saved with.
 */
public final class SavedModel {

  private static final String CONFIGURATION = "configuration.json";

  private final String path;
  private final Model network;
  private final JsonNode configuration;

  private SavedModel(String path, Model network, JsonNode configuration) {
    this.path = path;
    this.network = network;
    this.configuration = configuration;
  }

  /**
   * Reads a file on any Hadoop path; its updater's state too.
   *
   * @throws ClrException if there is no such file, or it is no model
   */
  public static SavedModel load(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      byte[] bytes;
      try (InputStream in = file.getFileSystem(hadoop).open(file)) {
        bytes = in.readAllBytes();
      }
      JsonNode configuration = JsonMappers.getMapper().readTree(configuration(bytes));
      boolean graph = configuration.has("networkInputs");
      ByteArrayInputStream in = new ByteArrayInputStream(bytes);
      Model network =
          graph
              ? ModelSerializer.restoreComputationGraph(in, true)
              : ModelSerializer.restoreMultiLayerNetwork(in, true);
      return new SavedModel(path, network, configuration);
    } catch (FileNotFoundException e) {
      throw problem(path, "there is no such file", e);
    } catch (IOException | RuntimeException e) {
      throw problem(path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
  }

  private static byte[] configuration(byte[] model) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(model))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(CONFIGURATION)) {
          return zip.readAllBytes();
        }
      }
    }
    throw new IOException("it is no model of DL4J's ModelSerializer");
  }

  private static ClrException problem(String path, String reason, Exception cause) {
    return new ClrException("Cannot load the model " + path + ": " + reason + ".", cause);
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
