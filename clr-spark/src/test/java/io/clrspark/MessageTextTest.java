package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MessageTextTest {

  @Test
  void shortText_isItself() {
    assertThat(MessageText.of("0.001")).isEqualTo("0.001");
    assertThat(MessageText.of("grüße \uD83D\uDE00")).isEqualTo("grüße \uD83D\uDE00");
    assertThat(MessageText.of("x".repeat(300))).isEqualTo("x".repeat(300));
  }

  @Test
  void longText_isItsStartAndItsLength() {
    assertThat(MessageText.of("x".repeat(1 << 20)))
        .isEqualTo("x".repeat(100) + "... (1048576 characters)");
    assertThat(MessageText.of("x".repeat(99) + "\uD83D\uDE00".repeat(200)))
        .isEqualTo("x".repeat(99) + "... (499 characters)");
  }

  @Test
  void controlCharacters_areAsJavaWritesThem_andCountAsShown() {
    assertThat(MessageText.of("a\nb\r\tc\u001b[31m\u0000"))
        .isEqualTo("a\\nb\\r\\tc\\u001b[31m\\u0000");
    assertThat(MessageText.of("\u0000".repeat(200)))
        .isEqualTo("\\u0000".repeat(16) + "\\u00... (200 characters)");
  }

  @Test
  void reason_isOnOneLine_andCutAfterSixHundredCharacters() {
    assertThat(MessageText.reason("token 'q\u007f'\n")).isEqualTo("token 'q\\u007f'\\n");
    assertThat(MessageText.reason("x".repeat(599))).isEqualTo("x".repeat(599));
    assertThat(MessageText.reason("x".repeat(5000))).isEqualTo("x".repeat(600) + "...");
  }
}
