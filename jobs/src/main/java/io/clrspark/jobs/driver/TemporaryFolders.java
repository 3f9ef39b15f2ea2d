package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;

/**
 * The folders for temporary files of the driver's Spark. For a folder that is read-only Spark
 * itself prints a page of stack traces, and for a full one an error that does not name it.
 */
final class TemporaryFolders {

  private static final String PROPERTY = "spark.local.dir";
  private static final String VARIABLE = "SPARK_LOCAL_DIRS";
  private static final byte[] SOME = new byte[1 << 16];

  private final String setting;
  private final List<String> folders;

  private TemporaryFolders(String setting, String folders) {
    this.setting = setting;
    this.folders = List.of(folders.split(",", -1));
  }

  /** The folders that Spark chooses if no cluster manager does. */
  static TemporaryFolders of(SparkConf spark, Map<String, String> environment) {
    if (environment.containsKey(VARIABLE)) {
      return new TemporaryFolders(VARIABLE, environment.get(VARIABLE));
    }
    if (spark.contains(PROPERTY)) {
      return new TemporaryFolders(PROPERTY, spark.get(PROPERTY));
    }
    return new TemporaryFolders("java.io.tmpdir", System.getProperty("java.io.tmpdir"));
  }

  /**
   * Tries to write to the folders; one that works is enough, as it is for Spark.
   *
   * @throws ClrException if none works
   */
  void requireWritable() {
    String reason = "";
    for (String folder : folders) {
      try {
        write(Path.of(folder));
        return;
      } catch (IOException | InvalidPathException e) {
        reason = ErrorText.kindAndReason(e);
      }
    }
    throw new ClrException(
        "Cannot write temporary files to %s: %s. Set %s to a folder that can be written to and has room."
            .formatted(this, reason, setting));
  }

  private static void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "clr", ".tmp");
    try {
      Files.write(file, SOME);
    } finally {
      Files.delete(file);
    }
  }

  /** The setting and its value, for a message. */
  @Override
  public String toString() {
    return setting + " = " + String.join(",", folders);
  }
}
