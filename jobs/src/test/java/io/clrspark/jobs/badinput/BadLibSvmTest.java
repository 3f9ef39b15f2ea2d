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
  private static final String NO_LINE = READ + "it is no line of LIBSVM's format ";

  @TempDir private Path folder;

  static List<BadFile> files() {
    return List.of(
        BadFile.of("text as index", "1 1:0.5\n0 x:1\n", NO_LINE + "(For input string: \"x\")."),
        BadFile.of(
            "index 0",
            "1 1:0.5\n0 0:1\n",
            NO_LINE
                + "(requirement failed: indices should be one-based and in ascending order;"
                + " found current=-1, previous=-1; line=\"0 0:1\")."),
        BadFile.of(
            "long text as value",
            "1 1:0.5\n0 1:" + "x".repeat(1 << 20) + "\n",
            NO_LINE + "(For input string: \"" + "x".repeat(81) + "... (1048596 characters))."),
        BadFile.of(
            "index past the features",
            "1 1:0.5\n0 2147483647:1\n",
            READ + "it has the index 2147483647, but there are 16777216 features."),
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
