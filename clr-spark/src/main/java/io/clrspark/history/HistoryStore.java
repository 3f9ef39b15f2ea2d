package io.clrspark.history;

import io.clrspark.ClrException;
import io.clrspark.RunId;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.write.RunFolder;
import io.clrspark.history.write.StoreLog;
import io.clrspark.history.write.WriteLimits;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * A history in files on a Hadoop path: Parquet and small JSON files below one root, for any number
 * of runs.
 *
 * <p>Each run has its own files and one writer, so several processes can write runs to one root at
 * the same time. Rows go to immutable segments. Readers see a segment once a manifest names it; a
 * manifest appears whole or not at all. Nothing is overwritten. Each manifest names all segments of
 * its run; the newest two manifests are kept. If a writer dies, everything that it published stays.
 * What can be lost is the rows since the last flush, or since the last write: 10 seconds, or in
 * runs longer than 17 minutes a hundredth of their time, at most 5 minutes.
 *
 * <p>Run ids should be unique. On a file system that cannot create a file exclusively (local,
 * object stores), two processes that open the same run id at the same instant are not detected.
 */
public final class HistoryStore {

  private final RunFiles files;
  private final Configuration hadoop;

  private HistoryStore(RunFiles files, Configuration hadoop) {
    this.files = files;
    this.hadoop = hadoop;
  }

  /**
   * The store at a path, which need not exist. Creates nothing yet.
   *
   * @param path the root, on any file system that the configuration knows
   * @throws ClrException if there is no such file system
   */
  public static HistoryStore at(String path, Configuration hadoop) {
    return new HistoryStore(RunFiles.at(path, hadoop), hadoop);
  }

  /**
   * Opens the log of a new run. Close the log, or its last rows may be lost.
   *
   * @param runId 1 to 128 letters, digits, dots, underscores and hyphens
   * @throws ClrException if the id is not valid or already used, or the root cannot be written
   */
  public RunLog open(String runId) {
    return open(runId, WriteLimits.DEFAULT);
  }

  /**
   * Opens the log of a run that resumes, for example after a crash. Rows of the next iteration and
   * later are dropped; evaluations after exactly that many updates are kept. If another process
   * still writes to the run, readers do not see its rows.
   *
   * @param firstIteration the first iteration of the run
   * @param nextIteration the iteration that the run continues with
   * @throws ClrException if the root has no such run, or cannot be read or written
   */
  public RunLog resume(String runId, int firstIteration, int nextIteration) {
    RunFolder folder =
        RunFolder.resume(files, hadoop, RunId.checked(runId), firstIteration, nextIteration);
    return StoreLog.start(folder, WriteLimits.DEFAULT);
  }

  /**
   * Says which rows of a run before an iteration are missing, in a sentence; empty if none. Changes
   * nothing.
   *
   * @param firstIteration the first iteration of the run
   * @param nextIteration the iteration that the run continues with
   * @throws ClrException if the root has no such run, or cannot be read
   */
  public Optional<String> missing(String runId, int firstIteration, int nextIteration) {
    return RunFolder.missing(files, RunId.checked(runId), firstIteration, nextIteration);
  }

  /**
   * Whether there is a run of that id without any rows, for example because its process died early.
   *
   * @throws ClrException if the root cannot be read
   */
  public boolean isWithoutRows(String runId) {
    return files.hasRun(RunId.checked(runId)) && files.manifest(runId).isEmpty();
  }

  RunLog open(String runId, WriteLimits limits) {
    return StoreLog.start(RunFolder.claim(files, hadoop, RunId.checked(runId)), limits);
  }
}
