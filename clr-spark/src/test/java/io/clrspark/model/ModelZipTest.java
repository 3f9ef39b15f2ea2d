package io.clrspark.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.Network;
import io.clrspark.testing.SampleNetworks;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** The entries of a saved model. */
class ModelZipTest {

  @Test
  void normalizer_isAnEntryBesideTheNetwork_whichDl4jReads(@TempDir Path folder)
      throws IOException {
    Model network = SampleNetworks.mlp(new Adam(1));
    NormalizerMinMaxScaler scaler = new NormalizerMinMaxScaler(-1, 1);
    scaler.setFeatureStats(Nd4j.create(new double[] {0, 2}), Nd4j.create(new double[] {1, 5}));
    Path file = folder.resolve("model.zip");
    try (OutputStream out = Files.newOutputStream(file)) {
      ModelZip.write(Network.of(network), Optional.of(scaler), ModelInfo.none(), out);
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().map(ZipEntry::getName))
          .containsExactly(
              "configuration.json",
              "clr-spark/model.json",
              "coefficients.bin",
              "updaterState.bin",
              "normalizer.bin");
    }
    assertThat(ModelSerializer.<DataNormalization>restoreNormalizerFromFile(file.toFile()))
        .isEqualTo(scaler);
    assertThat(ModelSerializer.restoreMultiLayerNetwork(file.toFile()).params())
        .isEqualTo(network.params());
  }
}
