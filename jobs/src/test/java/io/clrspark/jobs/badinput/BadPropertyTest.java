package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of properties that are wrong, or very long. */
class BadPropertyTest {

  private static final List<String> NAMES =
      List.of(
          "workers",
          "maxLr",
          "seed",
          "mode",
          "scaleFn",
          "stepSize",
          "runId",
          "data.path",
          "data.labelColumn",
          "data.separator",
          "data.shape",
          "model.hidden",
          "model.save",
          "model.configuration",
          "history.path");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "workers | NaN | must be a whole number from 1 to 100000",
        "workers | -5 | must be a whole number from 1 to 100000",
        "workers | 99999999999999999999 | must be a whole number from 1 to 100000",
        "maxLr | NaN | must be a finite number >= 0",
        "maxLr | Infinity | must be a finite number >= 0",
        "baseLr | -1 | must be a finite number >= 0",
        "seed | \u00e9 | must be a whole number of 64 bits",
        "shuffle | 1 | must be one of true, false",
        "epochs | 2147483647 | with 23 iterations per epoch, a run would go past iteration 2147483647",
        "data.shape | 100000,100000 | must have a product of at most 16777216 numbers",
        "data.labelColumn | -1 | file:ROOT/conf/data/digits.csv.gz has no such column: its columns are 0 to 64",
        "data.testFraction | 0.999999999 | it leaves none of the 1797 rows to train on",
        "runId | ../x | must be 1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit",
        "runId | \u00e9 | must be 1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit",
        "scaleFn | java.lang.Runtime.getRuntime() | unknown name 'java'; there are x, pi, e and the"
            + " functions abs, acos, asin, atan, ceil, cos, exp, floor, if, ln, log, log10, max, min,"
            + " sin, sqrt, tan",
        "reset.1.atIteration | -1 | must be a whole number from 0 to 2147483647",
      })
  void value_isRefused(String name, String value, String rule) throws IOException {
    assertThat(new RefusedTraining(folder).message(name, value))
        .isEqualTo("Invalid spark.clr.%s: %s (%s)", name, value, rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxLr | 1e999 | Invalid spark.clr.maxLr: Infinity (must be a finite number >= 0)",
        "data.classes | 2147483647 | Invalid spark.clr.model.hidden: [128, 64] (with 64 features and 2147483647 classes the network has 1.40e+11 parameters; at most 500000000)",
        "model.hidden | 2147483647 | Invalid spark.clr.model.hidden: [2147483647] (with 64 features and 10 classes the network has 1.61e+11 parameters; at most 500000000)",
        "model.configuration | none.json | Invalid spark.clr.model.hidden: 128,64 (spark.clr.model.configuration = none.json is set too: a configured network has its own; unset one of them)",
        "scaleFn | 1e9^x | Invalid spark.clr.mode: triangular2 (cannot be combined with spark.clr.scaleFn = 1e9^x)",
        "model.save | /proc/none/model.zip | Cannot save the model to file:/proc/none/model.zip: Mkdirs failed to create file:/proc/none.",
        "nothing | 1 | Unknown property spark.clr.nothing: docs/reference/configuration.md lists all.",
      })
  void value_isRefusedForAnotherReason(String name, String value, String message)
      throws IOException {
    assertThat(new RefusedTraining(folder).message(name, value)).isEqualTo(message);
  }

  @Test
  void growingFormula_isRefused() throws IOException {
    assertThat(new RefusedTraining(folder).message("mode", "", "scaleFn", "1e9^x"))
        .isEqualTo(
            "Invalid spark.clr.scaleFn: 1e9^x (must be within 0 and 1, but is 1000000000 for x = 1)");
  }

  @Test
  void folderOfTheHistory_thatCannotBeMade_isRefused() throws IOException {
    assertThat(new RefusedTraining(folder).message("history.path", "/proc/none/h", "runId", "r"))
        .isEqualTo(
            "Cannot write a history at file:/proc/none/h: Mkdirs failed to create"
                + " file:/proc/none/h/runs/run_id=r (exists=false, cwd=file:ROOT/jobs).");
  }

  static Stream<Arguments> longValues() {
    return NAMES.stream()
        .flatMap(
            name ->
                Stream.of(
                    Arguments.of("letters", name, "x".repeat(1 << 20), "x".repeat(100)),
                    Arguments.of("digits", name, "1,".repeat(1 << 19), "1,".repeat(50))));
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("longValues")
  void longValue_isCutShort(String kind, String name, String value, String start)
      throws IOException {
    assertThat(new RefusedTraining(folder).message(name, value))
        .isEqualTo(
            "Invalid spark.clr.%s: %s... (1048576 characters) (must have at most 65536 characters)",
            name, start);
  }

  static List<String> names() {
    return NAMES;
  }

  @ParameterizedTest
  @MethodSource("names")
  void controlCharacters_areEscaped(String name) throws IOException {
    String rule =
        name.equals("data.separator")
            ? "must be 1 to 8 characters, or tab, space or blanks"
            : "must have no control characters";
    assertThat(new RefusedTraining(folder).message(name, "a\n\u001bb\nc"))
        .isEqualTo("Invalid spark.clr.%s: a\\n\\u001bb\\nc (%s)", name, rule);
  }
}
