package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import io.clrspark.history.log.RunId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The checkpoints of one run, below a root that many runs may share.
 *
 * <pre>
 * run_id=ID/state-0000000007-3f9a1c07.bin   a checkpoint, see {@link CheckpointFormat}
 * run_id=ID/checkpoint-0000000007.json      what makes it visible: its name, length and checksum
 * run_id=ID/owner-00001-5d20c1aa            which process writes, see {@link WriterLease}
 * run_id=ID/_finished                       the run came to its end
 * </pre>
 *
 * <p>A checkpoint is written whole, then its pointer is renamed into place, so that a crash leaves
 * the one before. Each try takes a new number, and each process a thousand of its own, so nothing
 * is ever written twice under one name. Not for several threads.
 */
@Internal
public final class CheckpointFolder {

  static final String FINISHED = "_finished";

  private static final String RUN = "run_id=";

  private final FileSystem files;
  private final Path folder;
  private final String runId;
  private final CheckpointReader reader;
  private final WriterLease owner;
  private final KeptCheckpoints kept;
  private final CheckpointWriter writer;
  private List<NumberedFile> seen = List.of();
  private long chosen;

  private CheckpointFolder(FileSystem files, Path folder, String runId) {
    this.files = files;
    this.folder = folder;
    this.runId = runId;
    this.reader = new CheckpointReader(files, folder, runId);
    this.owner = new WriterLease(files, folder, runId);
    this.kept = new KeptCheckpoints(reader, owner);
    this.writer = new CheckpointWriter(reader, owner, kept);
  }

  /**
   * The folder of a run's checkpoints, which need not exist; nothing is made yet.
   *
   * @param root any Hadoop path
   * @throws ClrException if there is no such file system, or the id is no name of a run
   */
  public static CheckpointFolder of(String root, Configuration hadoop, String runId) {
    FileSystem files = fileSystem(root, hadoop);
    Path path = files.makeQualified(new Path(root));
    return new CheckpointFolder(files, new Path(path, RUN + RunId.checked(runId)), runId);
  }

  /** That of a run's folder; empty for any other folder. */
  static Optional<CheckpointFolder> of(FileSystem files, Path folder) {
    return folder.getName().startsWith(RUN)
        ? Optional.of(new CheckpointFolder(files, folder, folder.getName().substring(RUN.length())))
        : Optional.empty();
  }

  static FileSystem fileSystem(String root, Configuration hadoop) {
    try {
      return new Path(root).getFileSystem(hadoop);
    } catch (IOException | IllegalArgumentException e) {
      throw failure(root, e);
    }
  }

  /** The run. */
  public String runId() {
    return runId;
  }

  /** Whether the run has made a checkpoint. */
  public boolean hasCheckpoints() {
    try {
      return !reader.pointers().isEmpty();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Takes the folder for a new run.
   *
   * @throws ClrException if a run of that id has checkpoints there, or it cannot be written
   */
  public void claim() {
    if (hasCheckpoints()) {
      throw new ClrException(
          "Cannot start run %s: there are checkpoints of a run of this id in %s. Resume it, or choose another id."
              .formatted(runId, folder));
    }
    take();
  }

  private void take() {
    try {
      writer.begin(owner.take());
    } catch (IOException | FSError e) {
      owner.release();
      throw failure(folder, e);
    }
  }

  /** Gives back what was taken, where the run does not begin after all. */
  public void release() {
    owner.release();
  }

  /**
   * The newest checkpoint that can be read, or one before it of which the history has all rows;
   * nothing is changed.
   *
   * @param lacking what the history lacks of before a position
   * @param warnings told of each checkpoint that is passed over
   * @throws ClrException if there is none, it is of another run, or of a newer format
   */
  public Checkpoint newest(
      Function<RunPosition, Optional<String>> lacking, Consumer<String> warnings) {
    try {
      seen = reader.pointers();
      CheckpointSearch search = new CheckpointSearch(reader, StateFile::read, lacking, warnings);
      CheckpointSearch.Found found = search.among(seen);
      chosen = found.number();
      return found.checkpoint();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * The newest checkpoint whose header can be read, without its state.
   *
   * @throws ClrException as {@link #newest}
   */
  public Checkpoint newestHeader() {
    try {
      CheckpointSearch search =
          new CheckpointSearch(
              reader, StateFile::header, position -> Optional.empty(), warning -> {});
      return search.among(reader.pointers()).checkpoint();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Makes this process the one that writes. The checkpoint to go on with, where it is another one
   * than {@link #newest} gave: the process before may have written meanwhile.
   *
   * @throws ClrException if the folder cannot be written, or another process takes the run over
   */
  public Optional<Checkpoint> takeOver(
      Function<RunPosition, Optional<String>> lacking, Consumer<String> warnings) {
    take();
    try {
      return reader.pointers().equals(seen)
          ? Optional.empty()
          : Optional.of(newest(lacking, warnings));
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Deletes what is newer than the checkpoint that the run goes on with, so that it is not taken
   * later, when its rows are gone.
   *
   * @throws ClrException if that cannot be done, or another process has taken the run over
   */
  public void dropNewer() {
    try {
      owner.require();
      for (NumberedFile pointer : reader.pointers()) {
        if (pointer.number() > chosen) {
          files.delete(pointer.path(), false);
        }
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * The run has begun to go on: it is unfinished again, and what a crash left half-written goes.
   *
   * @throws ClrException if the folder cannot be written
   */
  public void resumed() {
    try {
      files.delete(new Path(folder, FINISHED), false);
      kept.takeOver();
    } catch (IOException e) {
      throw failure(folder, e);
    }
  }

  /**
   * Writes a checkpoint, makes it visible, and deletes the oldest ones.
   *
   * @param keep how many stay
   * @throws IOException if it could not be written; those before are as they were
   * @throws ClrException if another process has taken the run over
   */
  public void save(Checkpoint checkpoint, int keep) throws IOException {
    writer.save(checkpoint, keep);
  }

  /**
   * Notes that the run came to its end.
   *
   * @throws IOException if it cannot, or another process has taken the run over
   */
  public void finished() throws IOException {
    try {
      owner.require();
    } catch (ClrException e) {
      throw new IOException("another process has resumed it", e);
    }
    files.create(new Path(folder, FINISHED), true).close();
  }

  static ClrException failure(Object place, Throwable cause) {
    return new ClrException(
        "Cannot use the checkpoints at %s: %s.".formatted(place, ErrorText.reason(cause)), cause);
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
