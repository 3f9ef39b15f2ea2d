package io.clrspark.history.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Small files that are there whole or not at all: written under a hidden name beside, then renamed.
 * Where a store copies instead of renaming, the copy appears under its name when it is complete.
 */
public final class WholeFile {

  private WholeFile() {}

  /** The bytes of a file. */
  public static byte[] read(FileSystem files, Path path) throws IOException {
    try (FSDataInputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  /**
   * Writes a new file. One that is there already with the same bytes, as after a rename that did
   * its work and lost its answer, is taken for this one.
   *
   * @throws FileAlreadyExistsException if it is there with other bytes
   * @throws IOException if it cannot be written
   */
  public static void write(FileSystem files, Path path, byte[] bytes) throws IOException {
    write(files, path, bytes, () -> {});
  }

  /** What must hold for a file to get its name. */
  @FunctionalInterface
  public interface Condition {
    /** Throws if it does not hold. */
    void require() throws IOException;
  }

  /** The same, unless a condition fails at the last moment before the file gets its name. */
  public static void write(FileSystem files, Path path, byte[] bytes, Condition condition)
      throws IOException {
    if (holds(files, path, bytes)) {
      return;
    }
    Path beside = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
    try {
      create(files, beside, bytes);
      condition.require();
      if (!files.rename(beside, path)) {
        throw new IOException("could not rename " + beside + " to " + path);
      }
    } catch (IOException | RuntimeException | FSError e) {
      discard(files, beside, e);
      throw e;
    }
  }

  /**
   * Whether a file is there with these bytes.
   *
   * @throws FileAlreadyExistsException if it is there with others
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

  private static void create(FileSystem files, Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = files.create(path, false)) {
      out.write(bytes);
    }
  }

  /** Deletes what a failed write left, if it can; the first failure is the one to report. */
  public static void discard(FileSystem files, Path path, Throwable failure) {
    try {
      files.delete(path, false);
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
