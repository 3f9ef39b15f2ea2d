package io.clrspark.training.checkpoint;

import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints that are there, of which the oldest are deleted as new ones come. */
final class KeptCheckpoints {

  private static final Logger LOG = LoggerFactory.getLogger(KeptCheckpoints.class);

  private final CheckpointReader reader;
  private final FileSystem files;
  private final WriterLease owner;
  private final Deque<Kept> kept = new ArrayDeque<>();

  KeptCheckpoints(CheckpointReader reader, WriterLease owner) {
    this.reader = reader;
    this.files = reader.files();
    this.owner = owner;
  }

  /**
   * Counts those that a process before left, deletes those that are damaged, and, where all could
   * be read, what belongs to none.
   *
   * @throws io.clrspark.ClrException if another process has taken the run over, and may need them
   */
  void takeOver() throws IOException {
    owner.require();
    boolean allRead = true;
    for (NumberedFile pointer : reader.pointers()) {
      try {
        find(pointer.path()).ifPresentOrElse(kept::add, () -> delete(pointer.path()));
      } catch (IOException e) {
        allRead = false;
        LOG.warn(
            "{} stays as it is, for it cannot be read: {}", pointer.path(), ErrorText.reason(e));
      }
    }
    if (allRead) {
      deleteStrays();
    }
  }

  /** A checkpoint that may be gone back to; empty for one that never can be. */
  private Optional<Kept> find(Path pointer) throws IOException {
    try {
      return Optional.of(
          new Kept(pointer, StateFile.find(files, reader.folder(), reader.pointer(pointer))));
    } catch (FileNotFoundException | DamagedFileException e) {
      return Optional.empty();
    }
  }

  private void deleteStrays() throws IOException {
    Set<Path> known = new HashSet<>();
    kept.forEach(one -> known.add(one.state()));
    for (FileStatus file : NumberedFile.list(files, reader.folder())) {
      String name = file.getPath().getName();
      boolean stray = name.startsWith(CheckpointWriter.STATE) && !known.contains(file.getPath());
      if (stray || name.startsWith(".")) {
        files.delete(file.getPath(), false);
      }
    }
  }

  /**
   * Adds a new one, and deletes those that are too many, if it can: what stays is in nobody's way.
   *
   * @throws io.clrspark.ClrException if another process has taken the run over, and may need them
   */
  void add(Path pointer, Path state, int keep) {
    kept.add(new Kept(pointer, state));
    if (!isOwned()) {
      return;
    }
    while (kept.size() > keep) {
      Kept old = kept.remove();
      if (delete(old.pointer())) {
        delete(old.state());
      }
    }
  }

  private boolean isOwned() {
    try {
      owner.require();
      return true;
    } catch (IOException e) {
      LOG.debug("Cannot see who writes to {}", reader.folder(), e);
      return false;
    }
  }

  private boolean delete(Path old) {
    try {
      files.delete(old, false);
      return true;
    } catch (IOException e) {
      LOG.debug("Cannot delete {}, which nobody needs", old, e);
      return false;
    }
  }

  /** A checkpoint that is there. */
  private record Kept(Path pointer, Path state) {}
}
