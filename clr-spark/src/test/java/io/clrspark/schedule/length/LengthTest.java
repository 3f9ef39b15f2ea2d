package io.clrspark.schedule.length;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.schedule.InvalidScheduleException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LengthTest {

  @ParameterizedTest
  @CsvSource({
    "2000, 2000, false", "2000., 2000, false", "' 2000.0 ', 2000, false", "1, 1, false",
    "4 epochs, 628, true", "1 epoch, 157, true", "2.5 epochs, 393, true", "2.5epochs, 393, true",
    "0.001 epochs, 1, true", ".5 EPOCHS, 79, true",
        "9223372036854775807, 9223372036854775807, false"
  })
  void iterations_ofAnEpochOf157(String text, long iterations, boolean inEpochs) {
    Length length = parse(text);
    assertThat(length.iterations(new RunLength(157, 1000))).isEqualTo(iterations);
    assertThat(length.inEpochs()).isEqualTo(inEpochs);
  }

  @ParameterizedTest
  @CsvSource({
    "0, must be >= 1",
    "-3, must be >= 1",
    "2000.5, must be a whole number of iterations",
    "9223372036854775808, must be at most 9223372036854775807",
    "0 epochs, must be > 0 epochs",
    "-1.5 epochs, must be > 0 epochs",
    "0 %, must be > 0 % and at most 100 %",
    "100.01 %, must be > 0 % and at most 100 %"
  })
  void numbersOutOfRange_areErrors(String text, String rule) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("Invalid stepSize: " + text + " (" + rule + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "4 epoch s", "4 steps", "1e3", "NaN", "0x10", "1,000", "."})
  void anythingElse_isAnErrorThatShowsBothForms(String text) {
    assertThatThrownBy(() -> parse(text))
        .hasMessage(
            "Invalid stepSize: %s (must be iterations, such as 2000, epochs, such as 4 epochs, or a share of the run, such as 30 %%)"
                .formatted(text));
  }

  @Test
  void epochs_needTheIterationsOfAnEpoch() {
    assertThatThrownBy(() -> parse("4 epochs").iterations(new RunLength(0, 0)))
        .hasMessage("Invalid iterationsPerEpoch: 0 (must be >= 1)");
    assertThat(parse("2000").iterations(new RunLength(0, 0))).isEqualTo(2000);
    assertThatThrownBy(() -> parse("4 epochs").iterations(new RunLength(Long.MAX_VALUE / 3, 0)))
        .hasMessage("Invalid stepSize: 4 epochs (must be at most 9223372036854775807 iterations)");
  }

  @Test
  void stepSizes_areEqualByValueAndPrintAsWritten() {
    assertThat(parse("2000.")).isEqualTo(parse("2000")).hasToString("2000");
    assertThat(parse("2.50 epochs")).hasToString("2.5 epochs");
    assertThat(parse("1 epochs")).hasToString("1 epoch");
    assertThat(parse("1 epoch")).isNotEqualTo(parse("1"));
  }

  @ParameterizedTest
  @CsvSource({"30 %, 300", "100%, 1000", "0.01 %, 1", "33.35 %, 334", "33.34 %, 333"})
  void shares_areOfTheRun(String text, long iterations) {
    Length length = parse(text);
    assertThat(length.iterations(new RunLength(0, 1000))).isEqualTo(iterations);
    assertThat(length.isShare()).isTrue();
    assertThat(length.inEpochs()).isFalse();
    assertThat(parse(length.toString())).isEqualTo(length);
  }

  @Test
  void shares_needTheLengthOfTheRun() {
    assertThatThrownBy(() -> parse("30 %").iterations(new RunLength(5, 0)))
        .hasMessage("Invalid iterations: 0 (must be >= 1)");
  }

  private static Length parse(String text) {
    return Length.parse("stepSize", text);
  }
}
