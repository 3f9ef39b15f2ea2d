package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadModelTest {

  private static final String LOAD = "Cannot load the model INPUTS/m.zip: ";
  private static final String NO_MODEL =
      LOAD + "it is no model of DL4J's ModelSerializer, or not a whole one.";
  private static final String CHANGED = LOAD + "invalid entry CRC (expected 0x? but got 0x?).";

  @TempDir private Path folder;

  static List<BadFile> files() throws IOException {
    byte[] good = model();
    return List.of(
        BadFile.of("empty", "", NO_MODEL),
        BadFile.of("text", "text", NO_MODEL),
        BadFile.of("10 bytes", Arrays.copyOf(good, 10), NO_MODEL),
        BadFile.of(
            "a quarter",
            Arrays.copyOf(good, good.length / 4),
            LOAD + "Unexpected end of ZLIB input stream."),
        BadFile.of(
            "half",
            Arrays.copyOf(good, good.length / 2),
            LOAD + "Unexpected end of ZLIB input stream."),
        BadFile.of(
            "without its end",
            Arrays.copyOf(good, good.length - 200),
            LOAD + "Unexpected end of ZLIB input stream."),
        BadFile.of("damaged at its start", damaged(good, 60), CHANGED),
        BadFile.of("damaged in its middle", damaged(good, good.length / 2), CHANGED));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefused(BadFile file) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    String path = training.file("m.zip", file.bytes()).toString();
    assertThat(message(training, "model.load", path).replaceAll("0x\\w+", "0x?"))
        .isEqualTo(file.message());
  }

  @Test
  void folder_isRefused() throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    assertThat(message(training, "model.load", training.inputs().toString()))
        .isEqualTo("Cannot load the model INPUTS: there is no such file.");
  }

  @Test
  void missingFile_isRefused() throws IOException {
    assertThat(message(new RefusedTraining(folder), "model.load", "none"))
        .isEqualTo("Cannot load the model none: there is no such file.");
  }

  @Test
  void missingConfiguration_isRefused() throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    assertThat(message(training, "model.configuration", "none.json"))
        .isEqualTo("Invalid spark.clr.model.configuration: none.json (there is no such file)");
  }

  private static String message(RefusedTraining training, String property, String path)
      throws IOException {
    return training.message(
        "model.hidden", "", "model.activation", "", "model.updater", "", property, path);
  }

  private static byte[] damaged(byte[] whole, int at) {
    byte[] damaged = whole.clone();
    damaged[at] ^= 0x55;
    damaged[at + 1] ^= 0x55;
    return damaged;
  }

  /** A model whose entries are not compressed, so that damage is found in the same way anywhere. */
  private static byte[] model() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new OutputLayer.Builder().nIn(64).nOut(10).build())
                .build());
    network.init();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, written, true);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(written.toByteArray()));
        ZipOutputStream out = new ZipOutputStream(plain)) {
      out.setLevel(Deflater.NO_COMPRESSION);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
      }
    }
    return plain.toByteArray();
  }
}
