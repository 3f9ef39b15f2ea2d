package io.clrspark.jobs.output;

import io.clrspark.ClrException;
import io.clrspark.files.LocalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file that a job writes, whole or not at all; replaces one of its name. */
public final class TextFile {

  private final String what;
  private final Path file;

  /**
   * @param what it is, for an error
   */
  public TextFile(String what, String file) {
    this.what = what;
    this.file = Path.of(file);
  }

  /**
   * Refuses a path that cannot be written to, before any training.
   *
   * @throws ClrException if no file can be made there
   */
  public void requireWritable() {
    try {
      LocalFile.requireWritable(file);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Writes the text.
   *
   * @throws ClrException if it cannot be written; an earlier file is then as it was
   */
  public void write(String text) {
    try {
      LocalFile.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private ClrException failure(IOException cause) {
    return new ClrException(
        "Cannot write the " + what + " " + file + ": " + LocalFile.reason(cause) + ".", cause);
  }
}
