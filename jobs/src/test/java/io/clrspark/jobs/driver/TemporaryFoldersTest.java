package io.clrspark.jobs.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFoldersTest {

  @TempDir private Path folder;

  @Test
  void folderThatCannotBe_isNamedWithItsSetting() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> of(file.resolve("x").toString(), Map.of()).requireWritable())
        .isInstanceOf(ClrException.class)
        .hasMessageStartingWith(
            "Cannot write temporary files to spark.local.dir = " + file + "/x: ")
        .hasMessageEndingWith(
            ". Set spark.local.dir to a folder that can be written to and has room.");
  }

  @Test
  void oneFolderThatWorks_isEnough_andNothingStaysThere() {
    of("/proc/none," + folder.resolve("new"), Map.of()).requireWritable();
    assertThat(folder.resolve("new")).isEmptyDirectory();
  }

  @Test
  void variable_winsOverProperty_asItDoesForSpark() {
    assertThat(of("/a", Map.of("SPARK_LOCAL_DIRS", "/b,/c")))
        .hasToString("SPARK_LOCAL_DIRS = /b,/c");
    assertThat(TemporaryFolders.of(new SparkConf(false), Map.of()))
        .hasToString("java.io.tmpdir = " + System.getProperty("java.io.tmpdir"));
  }

  private static TemporaryFolders of(String property, Map<String, String> environment) {
    return TemporaryFolders.of(new SparkConf(false).set("spark.local.dir", property), environment);
  }
}
