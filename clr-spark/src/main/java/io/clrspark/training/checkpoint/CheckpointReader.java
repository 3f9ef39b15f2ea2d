package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.files.AtomicFile;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the checkpoints of a run; changes nothing.
 *
 * @param files the file system
 * @param folder the run's folder
 * @param runId the run
 */
record CheckpointReader(FileSystem files, Path folder, String runId) {

  private static final Pattern POINTER = Pattern.compile("checkpoint-(\\d{10})\\.json");

  /** How much of a checkpoint to read. */
  @FunctionalInterface
  interface Depth {
    /** The checkpoint that a pointer names. */
    Checkpoint read(FileSystem files, Path folder, CheckpointManifest pointer) throws IOException;
  }

  /** What makes checkpoints visible, the oldest first. */
  List<NumberedFile> pointers() throws IOException {
    return NumberedFile.in(files, folder, POINTER);
  }

  static boolean isPointer(Path path) {
    return POINTER.matcher(path.getName()).matches();
  }

  CheckpointManifest pointer(Path path) throws IOException {
    return CheckpointManifest.fromJson(AtomicFile.read(files, path));
  }

  /**
   * The checkpoint of a pointer.
   *
   * @throws ClrException if it is of another run, or of a newer format
   * @throws IOException if it cannot be read
   */
  Checkpoint read(Path path, Depth depth) throws IOException {
    try {
      CheckpointManifest pointer = pointer(path);
      Checkpoint checkpoint = depth.read(files, folder, pointer);
      requireOwn(path, pointer.runId());
      requireOwn(path, checkpoint.runId());
      return checkpoint;
    } catch (CheckpointManifest.NewerFormatException e) {
      throw new ClrException(
          "Cannot resume run %s: %s: %s.".formatted(runId, path, e.getMessage()), e);
    }
  }

  private void requireOwn(Path path, String id) {
    if (!id.equals(runId)) {
      throw new ClrException("Cannot resume run %s: %s is of run %s.".formatted(runId, path, id));
    }
  }
}
