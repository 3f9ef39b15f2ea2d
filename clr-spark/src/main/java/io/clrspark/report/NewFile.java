package io.clrspark.report;

import io.clrspark.ClrException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there whole or not at all: written beside, then renamed. */
final class NewFile {

  private NewFile() {}

  /** Makes a folder, with those above it. */
  static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw cannot(folder, e);
    }
  }

  /** Writes the file, in place of one that is there. */
  static void write(Path file, byte[] bytes) {
    Path whole = file.toAbsolutePath();
    if (Files.isDirectory(whole)) {
      throw new ClrException("Cannot write " + file + ": it is a folder. Give the name of a file.");
    }
    try {
      Path folder = whole.getParent();
      Files.createDirectories(folder);
      Path beside = folder.resolve("." + whole.getFileName() + "." + ProcessHandle.current().pid());
      try {
        Files.write(beside, bytes);
        Files.move(beside, whole, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(beside);
      }
    } catch (IOException e) {
      throw cannot(file, e);
    }
  }

  private static ClrException cannot(Path file, IOException failure) {
    return new ClrException(
        "Cannot write " + file + ": " + reason(failure) + ". Give a path that can be written to.",
        failure);
  }

  private static String reason(IOException failure) {
    if (failure instanceof AccessDeniedException) {
      return "no permission";
    }
    if (failure instanceof FileAlreadyExistsException there) {
      return there.getFile() + " is no folder";
    }
    String reason =
        failure instanceof FileSystemException other ? other.getReason() : failure.getMessage();
    return reason == null ? "no file can be made there" : reason;
  }
}
