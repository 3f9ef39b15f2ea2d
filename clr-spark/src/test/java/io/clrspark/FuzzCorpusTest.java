package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clrspark.conf.PropertiesFuzz;
import io.clrspark.schedule.formula.ExpressionFuzz;
import io.clrspark.source.idx.IdxFuzz;
import io.clrspark.training.checkpoint.CheckpointFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs that integration-tests/fuzz starts from or has found: each ends in bounded time. */
class FuzzCorpusTest {

  private static final Path CORPUS = Path.of("src/test/resources/fuzz");
  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "CheckpointFuzz", CheckpointFuzz::fuzzerTestOneInput,
          "ExpressionFuzz", ExpressionFuzz::fuzzerTestOneInput,
          "IdxFuzz", IdxFuzz::fuzzerTestOneInput,
          "PropertiesFuzz", PropertiesFuzz::fuzzerTestOneInput);

  @ParameterizedTest
  @MethodSource
  void input_isTaken_orRefusedInWordsForAUser(Path input) throws IOException {
    Consumer<byte[]> target = TARGETS.get(input.getParent().getFileName().toString());
    byte[] bytes = Files.readAllBytes(input);
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> target.accept(bytes));
  }

  static List<Arguments> input_isTaken_orRefusedInWordsForAUser() throws IOException {
    try (Stream<Path> files = Files.walk(CORPUS)) {
      return files.filter(Files::isRegularFile).sorted().map(Arguments::of).toList();
    }
  }

  @Test
  void everyTarget_hasInputs_andIsFoundByTheScript() throws IOException {
    try (Stream<Path> folders = Files.list(CORPUS);
        Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
      assertThat(sources.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("Fuzz.java"))
          .map(name -> name.replace(".java", ""))
          .containsExactlyInAnyOrderElementsOf(TARGETS.keySet());
    }
  }
}
