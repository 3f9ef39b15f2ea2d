package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PlainValuesTest {

  @Test
  void valueOfTooManyCharacters_isRefused() {
    String longest = "x".repeat(1 << 16);
    assertThat(ClrConf.of(Map.of("spark.clr.data.path", longest)).get(DataProperties.PATH))
        .isEqualTo(longest);
    fails(
        longest + "x",
        "Invalid spark.clr.data.path: "
            + "x".repeat(100)
            + "... (65537 characters) (must have at most 65536 characters)");
  }

  @Test
  void controlCharacters_areRefused_butAsSeparator() {
    fails("a\nb", "Invalid spark.clr.data.path: a\\nb (must have no control characters)");
    fails("\u001b[0m", "Invalid spark.clr.data.path: \\u001b[0m (must have no control characters)");
    assertThat(
            ClrConf.of(Map.of("spark.clr.data.separator", "\u0001")).get(DataProperties.SEPARATOR))
        .isEqualTo("\u0001");
  }

  @Test
  void networkOfTooManyLayers_isRefused() {
    assertThatThrownBy(() -> ClrConf.of(Map.of("spark.clr.model.hidden", "1,".repeat(1000) + "1")))
        .hasMessageEndingWith("... (2001 characters) (must be at most 1000 layers)");
  }

  private static void fails(String path, String message) {
    assertThatThrownBy(() -> ClrConf.of(Map.of("spark.clr.data.path", path)))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage(message);
  }
}
