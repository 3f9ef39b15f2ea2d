package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose native libraries cannot be unpacked: nothing can be written to /proc. */
class NativeLibrariesIT {

  @TempDir private Path folder;

  @Test
  void codecOfTheHistory_isTriedBeforeTheFirstRound() throws Exception {
    Path history = folder.resolve("history");
    Result failed = train("-DZstdTempFolder=/proc", "spark.clr.history.path=" + history);
    assertThat(failed.err())
        .containsPattern("^Cannot write a history at file:.*: a native library cannot be loaded: ")
        .contains("java.io.tmpdir")
        .doesNotContain("WARN", "ERROR", "\tat ");
    assertThat(history).doesNotExist();
  }

  @Test
  void nd4js_areNamed() throws Exception {
    Result failed = train("-Dorg.bytedeco.javacpp.cachedir=/proc/none", "spark.clr.epochs=1");
    assertThat(failed.err()).contains("a native library cannot be loaded: ", "javacpp.cachedir");
    assertThat(failed.err().lines()).hasSize(1);
  }

  private Result train(String option, String property) throws Exception {
    Result failed =
        BinClr.run(folder, "train", "--conf", property, "--driver-java-options", option);
    assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
    return failed;
  }
}
