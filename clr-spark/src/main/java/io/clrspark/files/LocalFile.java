package io.clrspark.files;

import io.clrspark.Internal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * Writes files of this machine whole or not at all: to a hidden file in the same folder, which is
 * then renamed.
 */
@Internal
public final class LocalFile {

  private LocalFile() {}

  /**
   * Writes a file, in place of one of that name. Makes its folder where it does not exist.
   *
   * @throws IOException if it cannot be written; an earlier file is then unchanged
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    Path beside = createBeside(file);
    try {
      Files.write(beside, bytes);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Does nothing if {@link #write} could make the file; its folder is made.
   *
   * @throws IOException if it could not
   */
  public static void requireWritable(Path file) throws IOException {
    Files.delete(createBeside(file));
  }

  /** Why a file could not be written, in a few words. */
  public static String reason(IOException failure) {
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

  /** An empty file in the same folder, which any user may read. */
  private static Path createBeside(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IOException("it is a folder");
    }
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    return Files.createFile(folder.resolve("." + file.getFileName() + "." + UUID.randomUUID()));
  }
}
