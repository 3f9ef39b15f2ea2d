package io.clrspark.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void arguments_areSorted() {
    CommandLine line =
        parse("a", "--count", "3", "--flag", "b", "--conf", "spark.x=1", "--conf=spark.y=a=b");
    assertThat(line.positional()).containsExactly("a", "b");
    assertThat(line.count("--count")).contains(3L);
    assertThat(line.has("--flag")).isTrue();
    assertThat(line.conf()).isEqualTo(Map.of("spark.x", "1", "spark.y", "a=b"));
  }

  @Test
  void laterConf_wins() {
    assertThat(parse("--conf", "spark.x=1", "-c", "spark.x=2").conf())
        .containsEntry("spark.x", "2");
  }

  @Test
  void shortHelp_isHelp() {
    assertThat(parse("-h").has(CommandLine.HELP)).isTrue();
  }

  @Test
  void unknownOption_isWrongUsage() {
    fails("Unknown option --bogus.", "--bogus");
    fails("Unknown option --flag=1.", "--flag=1");
  }

  @Test
  void missingValue_isWrongUsage() {
    fails("Option --count needs a value.", "--count");
    fails("Option --conf needs KEY=VALUE, not spark.x.", "--conf", "spark.x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "x", "9999999999999999999"})
  void count_isWholeAndPositive(String value) {
    assertThatThrownBy(() -> parse("--count=" + value).count("--count"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Option --count needs a whole number >= 1, not %s.", value);
  }

  @Test
  void confThatSparkWouldDrop_isAnError() {
    assertThatThrownBy(() -> parse("--conf", "clr.maxLr=1"))
        .hasMessage(
            "Unknown property clr.maxLr in --conf. Keys start with spark. (ours with spark.clr.);"
                + " docs/reference/configuration.md lists ours.");
  }

  private static void fails(String message, String... arguments) {
    assertThatThrownBy(() -> parse(arguments))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private static CommandLine parse(String... arguments) {
    return CommandLine.parse(List.of(arguments), Set.of("--count"), Set.of("--flag"));
  }
}
