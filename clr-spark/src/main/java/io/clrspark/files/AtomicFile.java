package io.clrspark.files;

import io.clrspark.Internal;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.commons.lang3.function.FailableRunnable;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads and writes small files that appear whole or not at all: a file is written under a hidden
 * name in the same folder, then renamed. On a store that copies instead of renaming, the copy
 * appears when it is complete.
 */
@Internal
public final class AtomicFile {

  private AtomicFile() {}

  /** The bytes of a file. */
  public static byte[] read(FileSystem files, Path path) throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  /**
   * Writes a new file. A file of that name with the same bytes counts as written: a rename may
   * succeed although its answer is lost.
   *
   * @throws FileAlreadyExistsException if there is a file of that name with other bytes
   * @throws IOException if it cannot be written
   */
  public static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    write(files, path, bytes, () -> {});
  }

  /** Writes a new file, unless the condition throws just before the file gets its name. */
  public static void write(
      FileSystem files, Path path, byte[] bytes, FailableRunnable<IOException> condition)
      throws IOException {
    if (holds(files, path, bytes)) {
      return;
    }
    Path beside = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try {
      try (FSDataOutputStream out = files.create(beside, false)) {
        out.write(bytes);
      }
      condition.run();
      if (!files.rename(beside, path)) {
        throw new IOException("could not rename " + beside + " to " + path);
      }
    } catch (IOException | RuntimeException | FSError e) {
      discard(files, beside, e);
      throw e;
    }
  }

  /**
   * Whether there is a file of that name with these bytes.
   *
   * @throws FileAlreadyExistsException if there is one with other bytes
   */
  public static boolean holds(FileSystem files, Path path, byte[] bytes) throws IOException {
    try {
      if (Arrays.equals(read(files, path), bytes)) {
        return true;
      }
      throw new FileAlreadyExistsException(path + " is there already, with other contents");
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** Deletes what a failed write left, if it can. The failure of the write is the one to report. */
  public static void discard(FileSystem files, Path path, Throwable failure) {
    try {
      files.delete(path, false);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
