package io.clrspark.history.write;

import io.clrspark.files.ErrorText;
import io.clrspark.history.files.HistoryTables;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.apache.commons.lang3.function.FailableConsumer;
import org.apache.commons.lang3.function.FailableRunnable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a backlog to a run's folder and retries failed writes. Never throws. */
final class RunWriter {

  private static final Logger LOG = LoggerFactory.getLogger(RunWriter.class);
  private static final int SLOWER = 4;

  private final Backlog backlog;
  private final RunFolder folder;
  private final WriteLimits limits;
  private final ReentrantLock writing = new ReentrantLock();
  private volatile @Nullable String failure;

  RunWriter(Backlog backlog, RunFolder folder, WriteLimits limits) {
    this.backlog = backlog;
    this.folder = folder;
    this.limits = limits;
  }

  /** Writes what is due, or everything if {@code all} is true. True if all writes succeeded. */
  boolean write(boolean all) {
    writing.lock();
    try {
      return writeNow(all);
    } finally {
      writing.unlock();
    }
  }

  private boolean writeNow(boolean all) {
    boolean everything = all || backlog.isEnding();
    if (everything) {
      backlog.seal(); // once: what is added meanwhile waits for the next call
    }
    boolean rows =
        writeAll(
            backlog::rows,
            segment -> folder.write(HistoryTables.HISTORY, segment),
            backlog::rowsWritten);
    boolean evaluations =
        writeAll(
            backlog::evaluations,
            segment -> folder.write(HistoryTables.EVALUATIONS, segment),
            backlog::evaluationsWritten);
    boolean visible = attempt(folder::publish);
    // Records last: a run that readers see as finished has all its rows.
    boolean records = writeAll(backlog::record, folder::write, backlog::recordWritten);
    boolean written = records && rows && evaluations && visible;
    if (written) {
      failure = null;
    }
    return written;
  }

  /**
   * Drops what is waiting or written of that iteration and later ones. False if the current write
   * does not end in time.
   */
  boolean rollBack(int nextIteration, Duration patience) {
    if (!locked(patience)) {
      return false;
    }
    try {
      backlog.rollBack(nextIteration);
      folder.rollBack(nextIteration);
      attempt(folder::publish);
      return true;
    } finally {
      writing.unlock();
    }
  }

  private boolean locked(Duration patience) {
    try {
      return writing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return writing.tryLock();
    }
  }

  /** Why the last write failed; empty if it succeeded. */
  Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /** Writes the oldest of what is waiting until nothing is; false as soon as a write fails. */
  private <T> boolean writeAll(
      Supplier<Optional<T>> oldest, FailableConsumer<T, IOException> write, Runnable written) {
    for (Optional<T> next = oldest.get(); next.isPresent(); next = oldest.get()) {
      T value = next.get();
      if (!attempt(() -> write.accept(value))) {
        return false;
      }
      written.run();
    }
    return true;
  }

  private boolean attempt(FailableRunnable<IOException> write) {
    long pause = limits.pause().toMillis();
    for (int attempt = 1; ; attempt++) {
      try {
        write.run();
        return true;
        // Throwable: a codec whose native library does not load is an Error, and must not end the
        // run.
      } catch (Throwable e) {
        if (attempt >= limits.attempts() || !slept(pause)) {
          return failed(e);
        }
        LOG.warn("Writing the history failed, trying again: {}", e.toString());
      }
      pause *= SLOWER;
    }
  }

  private boolean failed(Throwable cause) {
    LOG.error("Writing the history failed", cause);
    failure = ErrorText.reason(cause);
    return false;
  }

  private static boolean slept(long millis) {
    try {
      Thread.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
