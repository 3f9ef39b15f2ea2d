package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A property's key is written out in the conf package alone. */
class PropertyKeysTest {

  private static final String LITERAL = "\"spark.clr.";

  @Test
  void noLiteralKey_standsOutsideConf() throws IOException {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(sources)
        .filteredOn(file -> text(file).contains(LITERAL))
        .containsOnly(
            sources.stream()
                .filter(file -> file.endsWith("conf/Property.java"))
                .findFirst()
                .orElseThrow());
  }

  /** Java and Scala of all modules' main code. */
  private static List<Path> sources() throws IOException {
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      return modules
          .map(module -> module.resolve("src/main"))
          .filter(Files::isDirectory)
          .flatMap(PropertyKeysTest::files)
          .filter(file -> file.toString().matches(".*\\.(java|scala)"))
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
