package io.clrspark.training.checkpoint;

import io.clrspark.files.AtomicFile;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import io.clrspark.files.RecordJson;
import io.clrspark.training.checkpoint.CheckpointManifest.DamagedFileException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a run's checkpoints, each whole and then the manifest that makes it visible, and deletes
 * the oldest as new ones come.
 */
final class CheckpointWriter {

  private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);
  private static final String STATE = "state-";
  private static final long NUMBERS_OF_A_PROCESS = 1_000;

  private final CheckpointFiles run;
  private final FileSystem files;
  private final WriterLease lease;
  private final Deque<Kept> kept = new ArrayDeque<>();
  private long next;

  CheckpointWriter(CheckpointFiles run, WriterLease lease) {
    this.run = run;
    this.files = run.files();
    this.lease = lease;
  }

  /** A checkpoint that can be resumed from. */
  private record Kept(Path manifest, Path state) {}

  /**
   * Chooses numbers that an earlier process, which may still be writing, does not use.
   *
   * @param process which process of the run this is, from 1
   */
  void begin(long process) throws IOException {
    long newest = NumberedFile.newestNumber(run.manifests(), 0);
    long before = newest == 0 ? 0 : newest / NUMBERS_OF_A_PROCESS + 1;
    next = Math.max(before, process - 1) * NUMBERS_OF_A_PROCESS + 1;
  }

  /**
   * Counts the checkpoints of earlier processes and deletes damaged ones. If all manifests can be
   * read, deletes the files that none of them names.
   *
   * @throws io.clrspark.ClrException if another process has taken the run over, and may need them
   */
  void takeOver() throws IOException {
    lease.require();
    boolean allRead = true;
    for (NumberedFile manifest : run.manifests()) {
      try {
        keepOrDelete(manifest.path());
      } catch (IOException e) {
        allRead = false;
        LOG.warn(
            "{} stays as it is, for it cannot be read: {}", manifest.path(), ErrorText.reason(e));
      }
    }
    if (allRead) {
      deleteStrays();
    }
  }

  private void keepOrDelete(Path manifest) throws IOException {
    try {
      kept.add(new Kept(manifest, run.stateFile(run.manifest(manifest))));
    } catch (FileNotFoundException | DamagedFileException e) {
      files.delete(manifest, false);
    }
  }

  private void deleteStrays() throws IOException {
    Set<Path> known = kept.stream().map(Kept::state).collect(Collectors.toSet());
    for (FileStatus file : NumberedFile.list(files, run.folder())) {
      String name = file.getPath().getName();
      boolean stray = name.startsWith(STATE) && !known.contains(file.getPath());
      if (stray || name.startsWith(".")) {
        files.delete(file.getPath(), false);
      }
    }
  }

  /** See {@link CheckpointFolder#save}. */
  void save(Checkpoint checkpoint, int keep) throws IOException {
    lease.require();
    String number = String.format(Locale.ROOT, "%010d", next++);
    Path state = new Path(run.folder(), STATE + number + "-" + WriterLease.random() + ".bin");
    Path manifest = new Path(run.folder(), "checkpoint-" + number + ".json");
    write(checkpoint, state, manifest);
    kept.add(new Kept(manifest, state));
    deleteOldest(keep);
  }

  private void write(Checkpoint checkpoint, Path state, Path manifest) throws IOException {
    byte[] json;
    try {
      json = RecordJson.writeIndented(run.write(state, checkpoint));
    } catch (IOException | RuntimeException | FSError e) { // the last: a local disk that is full
      AtomicFile.discard(files, state, e);
      throw e;
    }
    try {
      AtomicFile.write(files, manifest, json, lease::require);
    } catch (IOException | RuntimeException | FSError e) {
      if (!isVisible(manifest, json, state, e)) {
        throw e;
      }
    }
  }

  /** Whether a manifest got its name although that was said to fail; if not, deletes its state. */
  private boolean isVisible(Path manifest, byte[] json, Path state, Throwable failure) {
    try {
      boolean visible = AtomicFile.holds(files, manifest, json);
      if (!visible) {
        AtomicFile.discard(files, state, failure);
      }
      return visible;
    } catch (IOException e) {
      failure.addSuppressed(e); // the manifest may be there, so its state stays
      return false;
    }
  }

  /**
   * Deletes the checkpoints that are too many. If a file cannot be deleted, it stays.
   *
   * @throws io.clrspark.ClrException if another process has taken the run over, and may need them
   */
  private void deleteOldest(int keep) {
    try {
      lease.require();
      while (kept.size() > keep) {
        Kept old = kept.remove();
        files.delete(old.manifest(), false);
        files.delete(old.state(), false);
      }
    } catch (IOException e) {
      LOG.debug("Cannot delete old checkpoints in {}", run.folder(), e);
    }
  }
}
