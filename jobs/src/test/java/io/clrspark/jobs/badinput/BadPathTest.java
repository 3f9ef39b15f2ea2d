package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadPathTest {

  @TempDir private Path folder;

  @Test
  void emptyFolder_isRefused() throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    String empty = Files.createDirectory(training.inputs().resolve("empty")).toString();
    assertThat(training.message("data.path", empty))
        .isEqualTo("Invalid spark.clr.data.path: INPUTS/empty (the folder has no files)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "none | file:INPUTS/none does not exist",
        "\u00e9\uD83D\uDE00 | file:INPUTS/\u00e9\uD83D\uDE00 does not exist",
        "[a | error parsing regexp: Unclosed character class at pos 2: `[a`",
      })
  void pathWithoutAFile_isRefused(String name, String reason) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    assertThat(training.message("data.path", training.inputs().resolve(name).toString()))
        .isEqualTo("Invalid spark.clr.data.path: INPUTS/%s (%s)", name, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:b:c | Relative path in absolute URI: a:b:c",
        "nofs://x | there is no file system for nofs (No FileSystem for scheme \"nofs\"): add its jar with --jars or --packages, and set spark.hadoop.fs.nofs.impl to its class",
      })
  void malformedPath_isRefused(String path, String reason) throws IOException {
    assertThat(new RefusedTraining(folder).message("data.path", path))
        .isEqualTo("Invalid spark.clr.data.path: %s (%s)", path, reason);
  }
}
