package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/reference/configuration.md has one row for each property, in order, word for word. */
class ConfigurationDocTest {

  @Test
  void everyProperty_standsInTheDocumentationAsItIsDeclared() throws IOException {
    List<String> rows =
        Files.readAllLines(Path.of("../docs/reference/configuration.md")).stream()
            .filter(line -> line.startsWith("| `spark.clr."))
            .toList();
    assertThat(rows)
        .containsExactlyElementsOf(
            ClrConf.properties().stream().map(ConfigurationDocTest::row).toList());
  }

  private static String row(Property<?> property) {
    return String.join(
        " | ",
        "| `" + property.key() + "`",
        property.type(),
        property.standard().map(value -> "`" + value + "`").orElse("-"),
        property.rule(),
        property.doc() + " |");
  }
}
