package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.command.Command;
import io.clrspark.jobs.command.ModuleCommand;
import io.clrspark.jobs.command.SparkCommand;
import java.lang.reflect.Modifier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CommandsTest {

  static List<Command> own() {
    return Commands.ALL.commands().stream()
        .filter(command -> !(command instanceof ModuleCommand))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("own")
  void help_saysHowToCallTheCommand(Command command) {
    assertThat(command.help())
        .startsWith("Usage: bin/clr " + command.name() + " ")
        .contains("--conf KEY=VALUE", "--debug", "--help")
        .doesNotContain("\t");
    assertThat(command.help().lines()).allMatch(line -> line.length() <= 98);
  }

  @ParameterizedTest
  @MethodSource("own")
  void commandOfSpark_isAClassThatSparkSubmitCanRun(Command command) throws Exception {
    if (command instanceof SparkCommand) {
      int modifiers = command.getClass().getMethod("main", String[].class).getModifiers();
      assertThat(Modifier.isStatic(modifiers)).isTrue();
    }
  }

  @Test
  void overview_hasALineForEachCommand() {
    assertThat(Commands.ALL.overview().lines().filter(line -> line.startsWith("  ")))
        .hasSameSizeAs(Commands.ALL.commands())
        .contains(
            "  train       train a network on Spark",
            "  bench       measure the engine beside DL4J's own training",
            "  range-test  find the range of rates to train with");
  }
}
