package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.RunId;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import io.clrspark.files.Storage;
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
 * run_id=ID/checkpoint-0000000007.json      its manifest, which makes it visible
 * run_id=ID/owner-00001-5d20c1aa            which process writes, see {@link WriterLease}
 * run_id=ID/_finished                       the run came to its end
 * </pre>
 *
 * <p>A checkpoint is written whole, then its manifest is renamed into place. A crash leaves the
 * earlier checkpoints as they are. Each attempt takes a new number, and each process a thousand of
 * its own, so no name is used twice. Not thread-safe.
 */
@Internal
public final class CheckpointFolder {

  static final String FINISHED = "_finished";

  private static final String RUN = "run_id=";

  private final CheckpointFiles run;
  private final WriterLease lease;
  private final CheckpointWriter writer;
  private List<NumberedFile> seen = List.of();
  private long chosen;

  private CheckpointFolder(FileSystem files, Path folder, String runId) {
    this.run = new CheckpointFiles(files, folder, runId);
    this.lease = new WriterLease(run);
    this.writer = new CheckpointWriter(run, lease);
  }

  /**
   * The folder of a run's checkpoints, which need not exist. Creates nothing yet.
   *
   * @param root any Hadoop path
   * @throws ClrException if there is no such file system, or the id is not valid
   */
  public static CheckpointFolder of(String root, Configuration hadoop, String runId) {
    FileSystem files = fileSystem(root, hadoop);
    Path path = files.makeQualified(new Path(root));
    return new CheckpointFolder(files, new Path(path, RUN + RunId.checked(runId)), runId);
  }

  /** The checkpoints in a run's folder; empty if the name is not that of a run's folder. */
  static Optional<CheckpointFolder> of(FileSystem files, Path folder) {
    return folder.getName().startsWith(RUN)
        ? Optional.of(new CheckpointFolder(files, folder, folder.getName().substring(RUN.length())))
        : Optional.empty();
  }

  static FileSystem fileSystem(String root, Configuration hadoop) {
    return attempt(root, () -> Storage.of(root, hadoop));
  }

  /** The run. */
  public String runId() {
    return run.runId();
  }

  /** Whether the run has made a checkpoint. */
  public boolean hasCheckpoints() {
    return !manifests().isEmpty();
  }

  private List<NumberedFile> manifests() {
    return attempt(run::manifests);
  }

  /**
   * Reserves the folder for a new run.
   *
   * @throws ClrException if a run of that id has checkpoints there, or it cannot be written
   */
  public void claim() {
    if (hasCheckpoints()) {
      throw new ClrException(
          "Cannot start run %s: there are checkpoints of a run of this id in %s. Resume it, or choose another id."
              .formatted(run.runId(), run.folder()));
    }
    take();
  }

  private void take() {
    try {
      writer.begin(lease.take());
    } catch (IOException | FSError e) {
      lease.release();
      throw failure(run.folder(), e);
    }
  }

  /** Releases the run if it does not begin. */
  public void release() {
    lease.release();
  }

  /**
   * The newest readable checkpoint whose earlier history rows are complete. Changes nothing.
   *
   * @param lacking what the history lacks before a position
   * @param warnings told of each checkpoint that is passed over
   * @throws ClrException if there is none, it is of another run, or of a newer format
   */
  public Checkpoint newest(
      Function<RunPosition, Optional<String>> lacking, Consumer<String> warnings) {
    seen = manifests();
    CheckpointSearch search = new CheckpointSearch(run, true, lacking, warnings);
    CheckpointSearch.Found found = attempt(() -> search.among(seen));
    chosen = found.number();
    return found.checkpoint();
  }

  /**
   * The header of the newest checkpoint whose header can be read.
   *
   * @throws ClrException as {@link #newest}
   */
  public CheckpointHeader newestHeader() {
    CheckpointSearch search =
        new CheckpointSearch(run, false, position -> Optional.empty(), warning -> {});
    return attempt(() -> search.among(manifests())).checkpoint().header();
  }

  /**
   * Makes this process the one that writes. Returns the checkpoint to resume from if it is not the
   * one that {@link #newest} returned: the earlier process may have written meanwhile.
   *
   * @throws ClrException if the folder cannot be written, or another process takes the run over
   */
  public Optional<Checkpoint> takeOver(
      Function<RunPosition, Optional<String>> lacking, Consumer<String> warnings) {
    take();
    return manifests().equals(seen) ? Optional.empty() : Optional.of(newest(lacking, warnings));
  }

  /**
   * Deletes the checkpoints after the one that the run resumes from, so that none is used later,
   * when its rows are gone.
   *
   * @throws ClrException if that cannot be done, or another process has taken the run over
   */
  public void dropNewer() {
    attempt(
        () -> {
          lease.require();
          for (NumberedFile manifest : run.manifests()) {
            if (manifest.number() > chosen) {
              run.files().delete(manifest.path(), false);
            }
          }
          return true;
        });
  }

  /**
   * Marks the resumed run as unfinished again, and deletes what a crash left half-written.
   *
   * @throws ClrException if the folder cannot be written
   */
  public void resumed() {
    attempt(
        () -> {
          run.files().delete(new Path(run.folder(), FINISHED), false);
          writer.takeOver();
          return true;
        });
  }

  /**
   * Writes a checkpoint, makes it visible, and deletes the oldest ones.
   *
   * @param keep how many stay
   * @throws IOException if it could not be written; the earlier ones are as they were
   * @throws ClrException if another process has taken the run over
   */
  public void save(Checkpoint checkpoint, int keep) throws IOException {
    writer.save(checkpoint, keep);
  }

  /**
   * Marks the run as finished.
   *
   * @throws IOException if it cannot, or another process has taken the run over
   */
  public void finished() throws IOException {
    try {
      lease.require();
    } catch (ClrException e) {
      throw new IOException("another process has resumed it", e);
    }
    run.files().create(new Path(run.folder(), FINISHED), true).close();
  }

  /** Something that reads or writes files. */
  @FunctionalInterface
  interface FileAction<T> {
    /** Does it. */
    T run() throws IOException;
  }

  private <T> T attempt(FileAction<T> action) {
    return attempt(run.folder(), action);
  }

  /** Does something with the checkpoints at a place, which a failure's message names. */
  static <T> T attempt(Object place, FileAction<T> action) {
    try {
      return action.run();
    } catch (IOException | IllegalArgumentException e) {
      throw failure(place, e);
    }
  }

  private static ClrException failure(Object place, Throwable cause) {
    return new ClrException(
        "Cannot use the checkpoints at %s: %s.".formatted(place, ErrorText.reason(cause)), cause);
  }

  @Override
  public String toString() {
    return run.folder().toString();
  }
}
