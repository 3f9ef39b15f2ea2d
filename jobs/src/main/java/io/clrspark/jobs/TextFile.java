package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.history.store.Failures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A file that a job writes, whole or not at all; replaces one of its name. */
final class TextFile {

  private final String what;
  private final Path file;

  /**
   * @param what it is, for an error
   */
  TextFile(String what, String file) {
    this.what = what;
    this.file = Path.of(file);
  }

  /**
   * Refuses a path that cannot be written to, before any training.
   *
   * @throws ClrException if no file can be made there
   */
  void requireWritable() {
    try {
      if (Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Files.delete(beside());
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Writes the text.
   *
   * @throws ClrException if it cannot be written; an earlier file is then as it was
   */
  void write(String text) {
    try {
      Path beside = beside();
      try {
        Files.writeString(beside, text, StandardCharsets.UTF_8);
        Files.move(
            beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** An empty file in the same folder, readable as any other. */
  private Path beside() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    return Files.createFile(folder.resolve("." + file.getFileName() + "." + UUID.randomUUID()));
  }

  private ClrException failure(IOException cause) {
    return new ClrException(
        "Cannot write the " + what + " " + file + ": " + Failures.reason(cause) + ".", cause);
  }
}
