package io.clrspark.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

  @Test
  void reason_isTheFirstLineOfTheMessage_orTheKind() {
    assertThat(ErrorText.reason(new IOException("\n disk full\nat line 2"))).isEqualTo("disk full");
    assertThat(ErrorText.reason(new IOException("tab\there"))).isEqualTo("tab\\there");
    assertThat(ErrorText.reason(new IOException())).isEqualTo("IOException");
    assertThat(ErrorText.reason(new IOException(" \n"))).isEqualTo("IOException");
    assertThat(ErrorText.reason(new IOException("x".repeat(700)))).hasSize(603).endsWith("x...");
  }

  @Test
  void kindAndReason_hasTheKindFirst() {
    assertThat(ErrorText.kindAndReason(new IOException("disk full\nmore")))
        .isEqualTo("IOException: disk full");
    assertThat(ErrorText.kindAndReason(new IOException())).isEqualTo("IOException");
  }

  @Test
  void root_isTheInnermostCause() {
    Exception root = new IOException("root");
    assertThat(ErrorText.root(new IllegalStateException(new RuntimeException(root))))
        .isSameAs(root);
    assertThat(ErrorText.root(root)).isSameAs(root);
  }
}
