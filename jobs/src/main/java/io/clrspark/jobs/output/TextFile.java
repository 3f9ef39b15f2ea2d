package io.clrspark.jobs.output;

import io.clrspark.ClrException;
import io.clrspark.files.LocalFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A text file that is written whole or not at all; it replaces a file of its name. */
public final class TextFile {

  private final String what;
  private final Path file;

  /**
   * @param what the kind of file, for a message
   */
  public TextFile(String what, String file) {
    this.what = what;
    this.file = Path.of(file);
  }

  /**
   * Checks before a training that the file can be written.
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
   * @throws ClrException if it cannot be written; an earlier file then stays as it was
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
