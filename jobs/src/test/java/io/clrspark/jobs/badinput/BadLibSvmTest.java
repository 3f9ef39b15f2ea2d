package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadLibSvmTest {

  private static final String READ = "Cannot read file:INPUTS/x.svm: row 1 (zero-based): ";

  @TempDir private Path folder;

  static List<BadFile> files() {
    return List.of(
        BadFile.of("text as index", "1 1:0.5\n0 x:1\n", READ + "an index is \"x\", not a number."),
        BadFile.of(
            "index 0",
            "1 1:0.5\n0 0:1\n",
            READ + "an index is \"0\", not a whole number from 1 to 16777216."),
        BadFile.of(
            "long text as value",
            "1 1:0.5\n0 1:" + "x".repeat(1 << 20) + "\n",
            READ
                + "the value of index 1 is \""
                + "x".repeat(100)
                + "... (1048576 characters)\", not a number."),
        BadFile.of("no value", "1 1:0.5\n0 1\n", READ + "\"1\" is no index, colon and value."),
        BadFile.of(
            "indices that fall", "1 1:0.5\n0 2:1 1:1\n", READ + "the index 1 does not rise."),
        BadFile.of(
            "index past the features",
            "1 1:0.5\n0 2147483647:1\n",
            READ + "an index is \"2147483647\", not a whole number from 1 to 16777216."),
        BadFile.of("empty", "", "Invalid spark.clr.data.path: INPUTS/x.svm (it has no rows)"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefused(BadFile file) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    String path = training.file("x.svm", file.bytes()).toString();
    assertThat(training.message("data.format", "libsvm", "data.path", path))
        .isEqualTo(file.message());
  }
}
