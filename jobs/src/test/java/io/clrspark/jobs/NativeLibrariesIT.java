package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose native libraries cannot be loaded. */
class NativeLibrariesIT {

  private static final int SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void codecOfTheHistory_isTriedBeforeTheFirstRound() throws Exception {
    Path history = folder.resolve("history");
    BinClr.Result failed =
        BinClr.run(
            folder,
            "train",
            "--conf",
            "spark.clr.history.path=" + history,
            "--driver-java-options",
            "-DZstdNativePath=/proc/none.so");
    assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
    assertThat(failed.err())
        .startsWith("Cannot write a history at file:" + history + ": a native library cannot be")
        .doesNotContain("WARN", "ERROR", "\tat ");
    assertThat(history).doesNotExist();
  }

  /** With a mount of its own, where that is allowed. */
  @ParameterizedTest
  @ValueSource(strings = {"java.io.tmpdir", "org.bytedeco.javacpp.cachedir"})
  void folderWhoseFilesCannotBeRun_isNamed(String property) throws Exception {
    Path mounted = Files.createDirectory(folder.resolve("noexec"));
    assumeThat(status(mounted, "true")).as("mounts are allowed").isZero();
    int status =
        status(
            mounted,
            BinClr.ROOT.resolve("bin/clr").toString(),
            "train",
            "--conf",
            "spark.clr.history.path=" + folder.resolve("history"),
            "--driver-java-options",
            "-D" + property + "=" + mounted);
    String told = Files.readString(folder.resolve("told.txt"));
    assertThat(status).as(told).isEqualTo(1);
    assertThat(told.lines()).as(told).hasSize(1);
    assertThat(told)
        .contains("a native library cannot be loaded: " + mounted, property, "(no noexec)");
  }

  private int status(Path mounted, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
    words.addAll(List.of("mount -t tmpfs -o noexec tmpfs \"$0\" && exec \"$@\"", "" + mounted));
    words.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(words).directory(BinClr.ROOT.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    Process process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("told.txt").toFile())
            .start();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
