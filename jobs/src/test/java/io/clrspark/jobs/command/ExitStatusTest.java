package io.clrspark.jobs.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.ClrException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitStatusTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void success_isSilent() {
    assertThat(status(arguments -> {})).isZero();
    assertThat(shown()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"11", "16", "22", "25"})
  void otherJava_isNamed(int version) {
    assertThat(status(arguments -> JavaVersion.require(version, "/jdk"))).isEqualTo(1);
    assertThat(shown())
        .isEqualTo(
            "Cannot run clr-spark: /jdk is Java %d, and it needs 17 to 21. Set JAVA_HOME to one.\n",
            version);
  }

  @Test
  void wrongUsage_isStatusTwo_andPointsToTheHelp() {
    ExitStatus.Body body =
        arguments -> {
          throw new UsageException("No.");
        };
    assertThat(status(body)).isEqualTo(2);
    assertThat(shown()).isEqualTo("No.\nSee bin/clr train --help.\n");
  }

  @Test
  void ourError_isItsMessage() {
    ExitStatus.Body body =
        arguments -> {
          throw new ClrException("Cannot train: no data.", new IOException("x"));
        };
    assertThat(status(body)).isEqualTo(1);
    assertThat(shown()).isEqualTo("Cannot train: no data.\n");
  }

  @Test
  void unexpectedError_isOneLineWithItsKind() {
    ExitStatus.Body body =
        arguments -> {
          throw new IllegalStateException("one\ntwo");
        };
    assertThat(status(body)).isEqualTo(1);
    assertThat(shown())
        .isEqualTo("Cannot go on: IllegalStateException: one. --debug shows where.\n");
  }

  @Test
  void rootCause_standsInTheLine() {
    ExitStatus.Body body =
        arguments -> {
          throw new IllegalStateException(
              "cannot be made", new RuntimeException("failed", new ClassNotFoundException("a.B")));
        };
    assertThat(status(body)).isEqualTo(1);
    assertThat(shown())
        .isEqualTo(
            "Cannot go on: IllegalStateException: cannot be made, because of"
                + " ClassNotFoundException: a.B. --debug shows where.\n");
  }

  @Test
  void debug_addsTheStackTrace_andIsNoArgumentOfTheBody() {
    ExitStatus.Body body =
        arguments -> {
          throw new ClrException("arguments " + arguments);
        };
    assertThat(ExitStatus.of("train", List.of("a", "--debug"), body, print())).isEqualTo(1);
    assertThat(shown()).startsWith("arguments [a]\nio.clrspark.ClrException").contains("\tat ");
  }

  private int status(ExitStatus.Body body) {
    return ExitStatus.of("train", List.of(), body, print());
  }

  private PrintStream print() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  private String shown() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
