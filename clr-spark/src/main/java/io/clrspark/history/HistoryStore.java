package io.clrspark.history;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.log.RunId;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.write.RunFolder;
import io.clrspark.history.write.StoreLog;
import io.clrspark.history.write.WriteLimits;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A history on a Hadoop path: Parquet and small JSON files, below one root, for any number of runs.
 *
 * <p>Every run has files of its own and one writer, so runs may write to one root at once, from any
 * number of processes. Rows go to immutable segments; readers see a segment when a manifest names
 * it, and a manifest is there whole or not at all. Nothing is overwritten; of the manifests, each
 * of which names all segments, the newest two are kept. A writer that dies leaves all that it had
 * published: at most the rows of the last ten seconds, in runs over 17 minutes of the last
 * hundredth of their time (never over 5 minutes), or those since the last flush are lost.
 *
 * <p>Two processes that open the same run id at the same instant on a file system that cannot
 * create a file exclusively (a local or object store's) are not told apart: run ids should be
 * unique.
 */
public final class HistoryStore {

  private final RunFiles files;
  private final Configuration hadoop;

  private HistoryStore(RunFiles files, Configuration hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /**
   * The store at a path, which need not exist; nothing is made yet.
   *
   * @param path the root, on any file system that the configuration knows
   * @throws ClrException if there is no such file system
   */
  public static HistoryStore at(String path, Configuration hadoop) {
    return new HistoryStore(RunFiles.at(path, hadoop), hadoop);
  }

  /**
   * Opens the log of a new run. Close it, or its last rows may be lost.
   *
   * @param runId 1 to 128 letters, digits, dots, underscores and hyphens
   * @throws ClrException if the id is no such name or taken, or the root cannot be written
   */
  public RunLog open(String runId) {
    return open(runId, WriteLimits.DEFAULT);
  }

  /**
   * Opens the log of a run that goes on with an iteration, as after a crash: what was recorded of
   * that iteration and later ones is dropped, evaluations of exactly that many updates are kept.
   * Should another process still write to the run, what it writes does not count.
   *
   * @param firstIteration the iteration that the run began with
   * @param nextIteration the iteration that comes next
   * @throws ClrException if the root has no such run, or cannot be read or written
   */
  public RunLog resume(String runId, int firstIteration, int nextIteration) {
    RunFolder folder =
        RunFolder.resume(files, hadoop, RunId.checked(runId), firstIteration, nextIteration);
    return StoreLog.start(folder, WriteLimits.DEFAULT);
  }

  /**
   * What the root lacks of the rows of a run before an iteration, in a sentence; empty where it has
   * all. Nothing is changed.
   *
   * @param firstIteration the iteration that the run began with
   * @param nextIteration the iteration that comes next
   * @throws ClrException if the root has no such run, or cannot be read
   */
  public Optional<String> missing(String runId, int firstIteration, int nextIteration) {
    try {
      return RunFolder.missing(files, RunId.checked(runId), firstIteration, nextIteration);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Whether the root has a run of that id that came to no rows, as when its process died early.
   *
   * @throws ClrException if the root cannot be read
   */
  public boolean isWithoutRows(String runId) {
    try {
      return files.hasRun(RunId.checked(runId)) && files.manifest(runId).isEmpty();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  RunLog open(String runId, WriteLimits limits) {
    return StoreLog.start(RunFolder.claim(files, hadoop, RunId.checked(runId)), limits);
  }

  private ClrException unreadable(IOException cause) {
    return new ClrException(
        "Cannot read the history at %s: %s."
            .formatted(files.layout().root(), ErrorText.reason(cause)),
        cause);
  }
}
