package io.clrspark.files;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.UUID;
import org.apache.commons.lang3.function.FailableRunnable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * A file that a command writes, whole or not at all, in place of one of its name: a file of this
 * machine, unless its path names a file system.
 */
@Internal
public final class OutputFile {

  private static final String NAMES_A_FILE_SYSTEM = "[A-Za-z][A-Za-z0-9+.-]+:/.*";
  private static final String LOCAL = "file:";

  private final String name;
  private final String path;
  private final Optional<FileSystem> files;

  private OutputFile(String name, String path, Optional<FileSystem> files) {
    this.name = name;
    this.path = path;
    this.files = files;
  }

  /**
   * The file of a path; nothing is written yet.
   *
   * @param name the property or option that gave the path, for messages
   * @throws ClrException if the path's file system is not there
   */
  public static OutputFile at(Object name, String path, Configuration hadoop) {
    boolean isLocal = path.startsWith(LOCAL) || !path.matches(NAMES_A_FILE_SYSTEM);
    Optional<FileSystem> files =
        isLocal ? Optional.empty() : Optional.of(Storage.of(name, path, hadoop));
    Storage.requireNoHome(name, path);
    return new OutputFile(name.toString(), path, files);
  }

  /** Whether a path starts from the folder in which a process was started. */
  public static boolean isRelative(String path) {
    return !path.startsWith("/") && !path.matches(NAMES_A_FILE_SYSTEM);
  }

  /**
   * Does nothing if the file can be written; its folder is made.
   *
   * @throws ClrException if no file can be made there
   */
  public void requireWritable() {
    attempt(
        () -> {
          if (files.isPresent()) {
            write(files.get(), new byte[0], false);
          } else {
            LocalFile.requireWritable(local());
          }
        });
  }

  /**
   * Writes the file.
   *
   * @throws ClrException if it cannot be written; an earlier file then stays as it was
   */
  public void write(byte[] bytes) {
    attempt(
        () -> {
          if (files.isPresent()) {
            write(files.get(), bytes, true);
          } else {
            LocalFile.write(local(), bytes);
          }
        });
  }

  private java.nio.file.Path local() {
    return java.nio.file.Path.of(path.startsWith(LOCAL) ? new Path(path).toUri().getPath() : path);
  }

  private void write(FileSystem to, byte[] bytes, boolean isKept) throws IOException {
    Path file = to.makeQualified(new Path(path));
    if (to.exists(file) && to.getFileStatus(file).isDirectory()) {
      throw new IOException("it is a folder");
    }
    Path beside = new Path(file.getParent(), "." + file.getName() + "." + UUID.randomUUID());
    try {
      try (OutputStream out = to.create(beside, false)) {
        out.write(bytes);
      }
      if (isKept) {
        FileContext.getFileContext(file.toUri(), to.getConf())
            .rename(beside, file, Rename.OVERWRITE);
      } else {
        to.delete(beside, false);
      }
    } catch (IOException | RuntimeException e) {
      AtomicFile.discard(to, beside, e);
      throw e;
    }
  }

  private void attempt(FailableRunnable<IOException> action) {
    try {
      action.run();
    } catch (IOException | RuntimeException e) {
      String reason =
          e instanceof IOException io && files.isEmpty()
              ? LocalFile.reason(io)
              : ErrorText.reason(e);
      throw new ClrException(
          "Cannot write %s: %s. Give %s a path that can be written to."
              .formatted(path, reason, name),
          e);
    }
  }

  /** The path as it was given. */
  @Override
  public String toString() {
    return path;
  }
}
