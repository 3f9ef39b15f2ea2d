package io.clrspark.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** When checkpoints are made, and what never gets into one. */
class CheckpointTimesTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static final Pattern ITERATION = Pattern.compile("\"iteration\" : (\\d+)");

  @TempDir Path folder;

  /** Seven iterations an epoch, in rounds of two, of which the last of an epoch is of one. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0 7 14 21", // neither: each epoch
    "5, 0, 0 6 11 16 21",
    "0, 2, 0 14 21",
    "6, 1, 0 6 7 13 14 20 21",
    "9, 1, 0 7 14 21",
  })
  void checkpoints_areMadeWhenTheyAreDue(int iterations, int epochs, String expected)
      throws IOException {
    Checkpoints often = at().everyIterations(iterations).everyEpochs(epochs).keep(100);
    trainer(often).build().fit(SampleNetworks.mlp(new Sgd(0.1)), data());
    assertThat(String.join(" ", iterations())).isEqualTo(expected);
  }

  @Test
  void onlyTheNewestThree_areKept() throws IOException {
    trainer(at().everyIterations(1)).build().fit(SampleNetworks.mlp(new Sgd(0.1)), data());
    assertThat(iterations()).containsExactly("18", "20", "21");
  }

  @Test
  void defaults_areEachEpochAndTenMinutes() {
    assertThat(at().orDefaults()).isEqualTo(at().everyEpochs(1).everyMinutes(10));
    assertThat(at().everyMinutes(3).orDefaults()).isEqualTo(at().everyMinutes(3));
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertThatThrownBy(() -> at().keep(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid keep: 0 (must be >= 1)");
    assertThatThrownBy(() -> at().everyMinutes(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid everyMinutes: -1 (must be >= 0)");
  }

  @Test
  void secrets_areNeverWritten() throws IOException {
    trainer(at())
        .configuration(Map.of("spark.my.password", "hush-hush", "spark.clr.seed", "42"))
        .build()
        .fit(SampleNetworks.mlp(new Sgd(0.1)), data());
    int read = 0;
    for (Path file : files(".*")) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("hush-hush");
      read += text.contains("spark.my.password") ? 1 : 0;
    }
    assertThat(read).isPositive();
  }

  private Checkpoints at() {
    return Checkpoints.at(folder.toString());
  }

  private static ClrTrainerBuilder trainer(Checkpoints checkpoints) {
    return ClrTrainer.builder(CyclicLR.triangular(0.01, 0.1, 4))
        .workers(2)
        .batchSize(8)
        .averagingFrequency(2)
        .epochs(3)
        .runId("run")
        .checkpoints(checkpoints);
  }

  private static JavaRDD<DataSet> data() {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(100), 16, 3);
  }

  private List<String> iterations() throws IOException {
    return files("checkpoint-\\d+\\.json").stream().map(CheckpointTimesTest::iteration).toList();
  }

  private static String iteration(Path pointer) {
    try {
      Matcher found = ITERATION.matcher(Files.readString(pointer));
      assertThat(found.find()).isTrue();
      return found.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run_id=run"))) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }
}
