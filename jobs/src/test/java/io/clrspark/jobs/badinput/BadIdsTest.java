package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.jobs.LocalSpark;
import io.clrspark.jobs.driver.TrainingJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trainings of a network that starts with an embedding of 9 ids. */
class BadIdsTest {

  private static final String GOOD = "0,0\n8,1\n3,0\n1,1\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"2.5", "-1", "9", "16777216"})
  void id_isNamedWithItsRow(String id) throws IOException {
    Map<String, String> properties = properties(GOOD + id + ",0\n");
    properties.put("spark.clr.data.testFraction", "0");
    assertThatThrownBy(() -> train(properties))
        .isInstanceOf(ClrException.class)
        .hasMessageEndingWith(
            "/ids.csv: row 4 (zero-based): its feature 0 is %s, but the network's embedding takes ids, whole numbers from 0 to 8.",
            id);
  }

  @Test
  void idOfHeldOutData_isNamedWithItsRow() throws IOException {
    Map<String, String> properties = properties(GOOD);
    properties.put("spark.clr.data.testPath", file("test.csv", "1,0\n9,1\n"));
    assertThatThrownBy(() -> train(properties))
        .hasMessageContaining("/test.csv: row 1 (zero-based): its feature 0 is 9, ");
  }

  @ParameterizedTest
  @CsvSource({"data.scale, minMax", "data.divide, 2.0"})
  void scaling_isRefused(String property, String value) throws IOException {
    Map<String, String> properties = properties(GOOD);
    properties.put("spark.clr." + property, value);
    assertThatThrownBy(() -> train(properties))
        .hasMessage(
            "Invalid spark.clr.%s: %s (the network's first layer is an embedding, whose features are ids: leave it out)",
            property, value);
  }

  private static void train(Map<String, String> properties) {
    new TrainingJob(ClrConf.of(properties)).run(LocalSpark.context(), properties);
  }

  private Map<String, String> properties(String rows) throws IOException {
    String network =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(new EmbeddingLayer.Builder().nIn(9).nOut(4).build())
            .layer(new OutputLayer.Builder().nIn(4).nOut(2).build())
            .build()
            .toJson();
    Map<String, String> properties = new TreeMap<>();
    properties.put("spark.clr.model.configuration", file("net.json", network));
    properties.put("spark.clr.data.path", file("ids.csv", rows));
    return properties;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }
}
