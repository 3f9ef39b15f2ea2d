package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepSizeTest {

  @ParameterizedTest
  @CsvSource({
    "2000, 2000, false", "2000., 2000, false", "' 2000.0 ', 2000, false", "1, 1, false",
    "4 epochs, 628, true", "1 epoch, 157, true", "2.5 epochs, 393, true", "2.5epochs, 393, true",
    "0.001 epochs, 1, true", ".5 EPOCHS, 79, true",
        "9223372036854775807, 9223372036854775807, false"
  })
  void iterations_ofAnEpochOf157(String text, long iterations, boolean inEpochs) {
    StepSize stepSize = StepSize.parse(text);
    assertThat(stepSize.iterations(157)).isEqualTo(iterations);
    assertThat(stepSize.inEpochs()).isEqualTo(inEpochs);
  }

  @ParameterizedTest
  @CsvSource({
    "0, must be >= 1",
    "-3, must be >= 1",
    "2000.5, must be a whole number of iterations",
    "9223372036854775808, must be at most 9223372036854775807",
    "0 epochs, must be > 0 epochs",
    "-1.5 epochs, must be > 0 epochs"
  })
  void numbersOutOfRange_areErrors(String text, String rule) {
    assertThatThrownBy(() -> StepSize.parse(text))
        .isInstanceOf(InvalidScheduleException.class)
        .hasMessage("Invalid stepSize: " + text + " (" + rule + ")");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "4 epoch s", "4 steps", "1e3", "NaN", "0x10", "1,000", "."})
  void anythingElse_isAnErrorThatShowsBothForms(String text) {
    assertThatThrownBy(() -> StepSize.parse(text))
        .hasMessage(
            "Invalid stepSize: %s (must be iterations, such as 2000, or epochs, such as 4 epochs)"
                .formatted(text));
  }

  @Test
  void epochs_needTheIterationsOfAnEpoch() {
    assertThatThrownBy(() -> StepSize.parse("4 epochs").iterations(0))
        .hasMessage("Invalid iterationsPerEpoch: 0 (must be >= 1)");
    assertThat(StepSize.parse("2000").iterations(0)).isEqualTo(2000);
    assertThatThrownBy(() -> StepSize.parse("4 epochs").iterations(Long.MAX_VALUE / 3))
        .hasMessage("Invalid stepSize: 4 epochs (must be at most 9223372036854775807 iterations)");
  }

  @Test
  void stepSizes_areEqualByValueAndPrintAsWritten() {
    assertThat(StepSize.parse("2000.")).isEqualTo(StepSize.parse("2000")).hasToString("2000");
    assertThat(StepSize.parse("2.50 epochs")).hasToString("2.5 epochs");
    assertThat(StepSize.parse("1 epochs")).hasToString("1 epoch");
    assertThat(StepSize.parse("1 epoch")).isNotEqualTo(StepSize.parse("1"));
  }
}
