package io.clrspark.training.checkpoint;

import io.clrspark.files.AtomicFile;
import io.clrspark.files.NumberedFile;
import java.io.IOException;
import java.util.Locale;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Writes a run's checkpoints: each whole, and then the pointer that makes it visible. */
final class CheckpointWriter {

  /** How the names of the files begin that pointers name. */
  static final String STATE = "state-";

  private static final long NUMBERS_OF_A_PROCESS = 1_000;

  private final CheckpointReader reader;
  private final FileSystem files;
  private final WriterLease owner;
  private final KeptCheckpoints kept;
  private long next;

  CheckpointWriter(CheckpointReader reader, WriterLease owner, KeptCheckpoints kept) {
    this.reader = reader;
    this.files = reader.files();
    this.owner = owner;
    this.kept = kept;
  }

  /**
   * Takes numbers apart from those of a process that is not dead yet, and may write one more.
   *
   * @param process which process of the run this is, from 1
   */
  void begin(long process) throws IOException {
    long newest = NumberedFile.newestNumber(reader.pointers(), 0);
    long before = newest == 0 ? 0 : newest / NUMBERS_OF_A_PROCESS + 1;
    next = Math.max(before, process - 1) * NUMBERS_OF_A_PROCESS + 1;
  }

  /** See {@link CheckpointFolder#save}. */
  void save(Checkpoint checkpoint, int keep) throws IOException {
    owner.require();
    String number = String.format(Locale.ROOT, "%010d", next++);
    Path state = new Path(reader.folder(), STATE + number + "-" + WriterLease.random() + ".bin");
    Path pointer = new Path(reader.folder(), "checkpoint-" + number + ".json");
    write(checkpoint, state, pointer);
    kept.add(pointer, state, keep);
  }

  private void write(Checkpoint checkpoint, Path state, Path pointer) throws IOException {
    byte[] json;
    try {
      json = StateFile.write(files, state, checkpoint).toJson();
    } catch (IOException | RuntimeException | FSError e) { // the last: a local disk that is full
      AtomicFile.discard(files, state, e);
      throw e;
    }
    try {
      AtomicFile.write(files, pointer, json, owner::require);
    } catch (IOException | RuntimeException | FSError e) {
      if (!isVisible(pointer, json, state, e)) {
        throw e;
      }
    }
  }

  /** Whether a pointer got its name although that was said to fail; if not, its state goes. */
  private boolean isVisible(Path pointer, byte[] json, Path state, Throwable failure) {
    try {
      boolean visible = AtomicFile.holds(files, pointer, json);
      if (!visible) {
        AtomicFile.discard(files, state, failure);
      }
      return visible;
    } catch (IOException e) {
      failure.addSuppressed(e); // it may name the state, which stays
      return false;
    }
  }
}
