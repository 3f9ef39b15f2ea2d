package io.clrspark.model;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.files.Storage;
import io.clrspark.model.file.ModelReader;
import io.clrspark.model.keras.KerasException;
import io.clrspark.model.keras.KerasImport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.api.Model;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A network from a file of DL4J's {@code ModelSerializer}, with the schedule that it was saved
 * with, or from a file of Keras 2 ({@code model.save("model.h5")}) if DL4J's Keras import is on the
 * class path.
 */
public final class SavedModel {

  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private final String path;
  private final Model network;
  private final Optional<ISchedule> schedule;
  private final @Nullable Normalizer<?> normalizer;
  private final Optional<ModelInfo> info;

  private SavedModel(
      String path,
      Model network,
      Optional<ISchedule> schedule,
      @Nullable Normalizer<?> normalizer,
      Optional<ModelInfo> info) {
    this.path = path;
    this.network = network;
    this.schedule = schedule;
    this.normalizer = normalizer;
    this.info = info;
  }

  /**
   * Reads a file on any Hadoop path. The updater's state is read too, unless Keras wrote the file.
   *
   * @throws ClrException if there is no such file, it is no model, or DL4J cannot represent the
   *     Keras model
   */
  public static SavedModel load(String path, Configuration hadoop) {
    return load(path, hadoop, List.of());
  }

  /**
   * The same for a network with classes of the user's own.
   *
   * @param classes classes that the file may name besides DL4J's: names of classes, or of packages
   *     with a dot at the end
   * @throws ClrException if there is no such file, it is no model, it names another class, or DL4J
   *     cannot represent the Keras model
   */
  public static SavedModel load(String path, Configuration hadoop, List<String> classes) {
    try {
      byte[] bytes;
      try (InputStream in = Storage.of(path, hadoop).open(new Path(path))) {
        bytes = in.readAllBytes();
      }
      if (Arrays.equals(HDF5, Arrays.copyOf(bytes, HDF5.length))) {
        return new SavedModel(path, keras(path, bytes), Optional.empty(), null, Optional.empty());
      }
      ModelReader reader = new ModelReader(bytes, classes);
      Optional<ModelInfo> info = info(reader);
      return new SavedModel(path, reader.network(), reader.schedule(), reader.normalizer(), info);
    } catch (FileNotFoundException e) {
      throw problem(path, "there is no such file", e);
    } catch (ClrException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw problem(path, ConfigurationFile.firstLine(e), e);
    }
  }

  private static Optional<ModelInfo> info(ModelReader reader) throws IOException {
    byte[] json = reader.entry(ModelInfo.ENTRY);
    return json == null ? Optional.empty() : Optional.of(ModelInfo.ofJson(json));
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

  private static ClrException problem(String path, String reason, Exception cause) {
    return new ClrException(
        "Cannot load the model " + MessageText.of(path) + ": " + MessageText.of(reason) + ".",
        cause);
  }

  /** The normalizer of the features, if it was saved with the model. */
  public Optional<Normalizer<?>> normalizer() {
    return Optional.ofNullable(normalizer);
  }

  /** Names, shape and versions; empty for files that this library did not write. */
  public Optional<ModelInfo> info() {
    return info;
  }

  /** A MultiLayerNetwork or a ComputationGraph, under the schedule that it was saved with. */
  public Model network() {
    return network;
  }

  /** The schedule of the first updater that has one. Training gives all updaters the same. */
  public Optional<ISchedule> schedule() {
    return schedule;
  }

  /** The file's path. */
  @Override
  public String toString() {
    return path;
  }
}
