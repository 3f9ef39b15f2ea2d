package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CONTRIBUTING's table of who may import whom. */
class ImportRulesTest {

  private static final Path SOURCES = Path.of("src/main/java");

  /** A package, and what its files, and those of packages below it, must not import. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "schedule; io.clrspark.(conf|frame|rows|history|input|model|range|report|sql|training)|org.apache|org.deeplearning4j|scala",
        "history; io.clrspark.(frame|rows|input|model|range|report|sql|training)|org.nd4j|org.deeplearning4j",
        "report; io.clrspark.(frame|rows|input|model|schedule|sql|training)|org.nd4j|org.deeplearning4j",
        "sql; io.clrspark.(frame|rows|input|model|range|report|schedule|training)|org.nd4j|org.deeplearning4j",
        "conf; io.clrspark.(frame|rows|history|input|model|range|report|sql|training)|org.apache|org.nd4j|org.deeplearning4j|scala",
        "training; io.clrspark.(frame|input|model|range|report|rows|sql)",
        "range; io.clrspark.(frame|input|model|report|rows|sql)",
        "input; io.clrspark.(history|model|range|report|schedule|sql|training.(?!data|replica.OutputLabels))|org.deeplearning4j",
        "rows; io.clrspark.(conf|frame|history|input|model|schedule|training.(?!data|replica))|org.apache.spark",
        "frame; io.clrspark.(conf|history|input|model|schedule|training.(?!data|replica))",
        "model; io.clrspark.(frame|rows|history|input|range|report|schedule|sql|training)|org.apache.spark",
      })
  void noPackage_importsWhatIsNotItsOwn(String name, String forbidden) throws IOException {
    assertThat(
            imports(Path.of("io/clrspark", name), line -> line.matches(".*(" + forbidden + ").*")))
        .isEmpty();
  }

  @Test
  void onlyTheTrainingMaster_importsDl4jsSpark() throws IOException {
    assertThat(imports(Path.of("io/clrspark"), line -> line.contains("org.deeplearning4j.spark")))
        .isNotEmpty()
        .hasSameSizeAs(
            imports(
                Path.of("io/clrspark/training/master"),
                line -> line.contains("org.deeplearning4j.spark")));
  }

  @ParameterizedTest
  @CsvSource("io/clrspark")
  void rootPackage_importsTheJdkAlone(Path root) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(root))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readAllLines(file))
            .filteredOn(line -> line.startsWith("import "))
            .allMatch(line -> line.matches("import (static )?(java|org\\.jspecify)\\..*"));
      }
    }
  }

  private static List<String> imports(Path folder, Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES.resolve(folder))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).isNotEmpty();
      return sources.stream().flatMap(ImportRulesTest::lines).filter(wanted).toList();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream()
          .filter(line -> line.startsWith("import "))
          .map(line -> file.getFileName() + ": " + line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
