package io.clrspark.history.files;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.AtomicFile;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import io.clrspark.files.Storage;
import io.clrspark.history.log.RunRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.commons.lang3.function.FailableSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the small files of the runs of a history. It lists each run once, and several runs at a
 * time because each request to an object store takes a round trip.
 *
 * @param files the file system of the root
 * @param layout the names below the root
 */
@Internal
public record RunFiles(FileSystem files, HistoryLayout layout) {

  private static final int READERS = 8;
  private static final int LISTINGS = 5;

  /**
   * The files of the history at a path, which need not exist.
   *
   * @param path the root, on any file system that the configuration knows
   * @throws ClrException if there is no such file system
   */
  public static RunFiles at(String path, Configuration hadoop) {
    try {
      FileSystem files = Storage.of(path, hadoop);
      return new RunFiles(files, new HistoryLayout(files.makeQualified(new Path(path))));
    } catch (IOException | IllegalArgumentException e) {
      throw new ClrException(
          "Cannot use the history at " + path + ": " + ErrorText.reason(e) + ".", e);
    }
  }

  /**
   * The newest manifest of each run, ordered by run.
   *
   * @throws ClrException naming a manifest that cannot be read
   */
  public List<Manifest> manifests() {
    return perRun(HistoryLayout.MANIFESTS, run -> newest(run, LISTINGS).stream().toList());
  }

  /**
   * The newest manifest of one run; empty if it has none yet.
   *
   * @throws ClrException naming a manifest that cannot be read
   */
  public Optional<Manifest> manifest(String runId) {
    return newest(layout.folder(HistoryLayout.MANIFESTS, runId), LISTINGS);
  }

  /** Whether there is a run of that id. */
  public boolean hasRun(String runId) {
    Path folder = layout.folder(HistoryLayout.RUNS, runId);
    return reading(folder, () -> files.exists(folder));
  }

  /** The ids of all runs that have a folder, in order. */
  public List<String> runIds() {
    return HistoryLayout.folders().stream()
        .flatMap(folder -> list(layout.folder(folder)).stream())
        .filter(FileStatus::isDirectory)
        .flatMap(folder -> HistoryLayout.runId(folder.getPath()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /**
   * One record of a run.
   *
   * @throws ClrException naming the file, if it cannot be read
   */
  public RunRecord record(NumberedFile file) {
    return reading(file.path(), () -> RunRecordJson.read(AtomicFile.read(files, file.path())));
  }

  /**
   * One manifest.
   *
   * @throws ClrException if it cannot be read; its cause says why
   */
  public Manifest manifest(NumberedFile file) {
    return reading(file.path(), () -> Manifest.fromJson(AtomicFile.read(files, file.path())));
  }

  /** The numbered files of a run in one of the folders below the root, by number. */
  public List<NumberedFile> numbered(String folder, String runId) {
    return numbered(folder, layout.folder(folder, runId));
  }

  /**
   * Lists again if the writer has deleted the newest manifest meanwhile: then it has written newer
   * ones.
   */
  private Optional<Manifest> newest(Path run, int listings) {
    List<NumberedFile> all = numbered(HistoryLayout.MANIFESTS, run);
    if (all.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(manifest(all.get(all.size() - 1)));
    } catch (ClrException e) {
      if (listings > 1 && e.getCause() instanceof FileNotFoundException) {
        return newest(run, listings - 1);
      }
      throw e;
    }
  }

  /**
   * The records of all runs, ordered by run and then as they were written.
   *
   * @throws ClrException naming a record that cannot be read
   */
  public List<RunRecord> records() {
    return perRun(
        HistoryLayout.RUNS,
        run -> numbered(HistoryLayout.RUNS, run).stream().map(this::record).toList());
  }

  private <T> List<T> perRun(String folder, Function<Path, List<T>> read) {
    ExecutorService readers = Executors.newFixedThreadPool(READERS, RunFiles::daemon);
    try {
      List<Future<List<T>>> reading =
          list(layout.folder(folder)).stream()
              .filter(FileStatus::isDirectory)
              .map(FileStatus::getPath)
              .filter(path -> HistoryLayout.runId(path).isPresent())
              .sorted()
              .map(run -> readers.submit(() -> read.apply(run)))
              .toList();
      List<T> all = new ArrayList<>();
      for (Future<List<T>> one : reading) {
        all.addAll(one.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ClrException known ? known : unreadable(layout.root(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(layout.root(), e);
    } finally {
      readers.shutdownNow();
    }
  }

  private List<NumberedFile> numbered(String folder, Path run) {
    return reading(run, () -> NumberedFile.in(files, run, HistoryLayout.names(folder)));
  }

  private List<FileStatus> list(Path path) {
    return reading(path, () -> NumberedFile.list(files, path));
  }

  private static <T> T reading(Path path, FailableSupplier<T, IOException> read) {
    try {
      return read.get();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(path, e);
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "clr-history-reader");
    thread.setDaemon(true);
    return thread;
  }

  private static ClrException unreadable(Path path, Exception cause) {
    return new ClrException(
        "Cannot read the history: " + path + ": " + ErrorText.reason(cause) + ".", cause);
  }
}
