package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the packages of the jobs must not import, as their package-info.java say, and their size.
 */
class PackageRulesTest {

  private static final Path SOURCES = Path.of("src/main/java/io/clrspark/jobs");
  private static final int MOST_FILES = 16;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "command; io\\.clrspark\\.jobs\\.|org\\.apache\\.spark|org\\.deeplearning4j|org\\.nd4j",
        "output; io\\.clrspark\\.jobs\\.|org\\.deeplearning4j|org\\.nd4j",
        "launch; io\\.clrspark\\.jobs\\.(?!command\\.)|org\\.apache\\.spark\\.(?!launcher\\.)|org\\.deeplearning4j|org\\.nd4j",
        "driver; io\\.clrspark\\.jobs\\.(?!command\\.|output\\.)",
      })
  void package_importsNothingElse(String name, String forbidden) throws IOException {
    assertThat(files(name).flatMap(PackageRulesTest::lines))
        .filteredOn(line -> line.startsWith("import "))
        .isNotEmpty()
        .noneMatch(line -> line.matches("import (static )?(" + forbidden + ").*"));
  }

  @ParameterizedTest
  @CsvSource({"''", "command", "output", "launch", "driver"})
  void package_isOfAReadableSize(String name) throws IOException {
    assertThat(files(name)).hasSizeBetween(1, MOST_FILES);
  }

  private static Stream<Path> files(String name) throws IOException {
    try (Stream<Path> files = Files.list(SOURCES.resolve(name))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList()
          .stream();
    }
  }

  private static Stream<String> lines(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return lines.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
