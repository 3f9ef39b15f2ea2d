package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NativeLibrariesTest {

  private static final String REASON = "/t/lib.so: failed to map segment from shared object";

  static Stream<Throwable> failures() {
    UnsatisfiedLinkError error = new UnsatisfiedLinkError("/t/lib.so: " + REASON + "\nmore");
    return Stream.of(
        error,
        new NoClassDefFoundError("Could not initialize class X")
            .initCause(new ExceptionInInitializerError("Exception " + error)),
        new IllegalStateException("Job aborted: Lost task 0.0: " + error + "\n\tat Y"),
        new RuntimeException("outer", new UnsatisfiedLinkError("no lib").initCause(error)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void libraryThatDoesNotLoad_isExplainedWithTheFolder(Throwable failure) {
    assertThat(NativeLibraries.problem(failure).orElseThrow())
        .startsWith("a native library cannot be loaded: " + REASON + ". It is unpacked into")
        .contains("java.io.tmpdir (" + System.getProperty("java.io.tmpdir") + ")", "noexec");
  }

  @Test
  void otherFailures_areNotExplained() {
    assertThat(NativeLibraries.problem(new NoClassDefFoundError("io/x/Y"))).isEmpty();
  }
}
