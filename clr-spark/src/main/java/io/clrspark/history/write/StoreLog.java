package io.clrspark.history.write;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The log of a run in a store. Adding rows only copies them; one daemon thread writes. It writes a
 * segment when the segment is full, when the interval is over, at {@link #flush()} and at the end.
 */
@Internal
public final class StoreLog implements RunLog {

  private static final long LOOK_MILLIS = 500;

  private final WriteLimits limits;
  private final Backlog backlog;
  private final RunFolder folder;
  private final RunWriter writer;
  private final Thread thread;
  private final long opened = System.nanoTime();
  // Guarded by this; times are of System.nanoTime.
  private long asked;
  private long answered;
  private long due;
  private boolean failing;
  private boolean closing;
  private boolean hung; // the last wait for an answer timed out, and there was no answer since

  private StoreLog(RunFolder folder, WriteLimits limits) {
    this.limits = limits;
    this.folder = folder;
    this.backlog = new Backlog(limits);
    this.writer = new RunWriter(backlog, folder, limits);
    this.due = opened + limits.interval().toNanos();
    this.thread = new Thread(this::work, "clr-history-" + folder.runId());
    thread.setDaemon(true);
  }

  /** Opens the log of the run that has the folder. Its thread lives until the log is closed. */
  public static StoreLog start(RunFolder folder, WriteLimits limits) {
    StoreLog log = new StoreLog(folder, limits);
    log.thread.start();
    return log;
  }

  @Override
  public void rows(List<HistoryRow> rows) {
    if (backlog.addRows(rows)) {
      wake();
    }
  }

  @Override
  public void evaluation(EvaluationRow row) {
    backlog.add(row);
  }

  @Override
  public void event(RunRecord record) {
    backlog.add(record);
    wake();
  }

  @Override
  public void rollBack(int nextIteration) {
    if (!writer.rollBack(nextIteration, patience())) {
      throw new ClrException(
          "Cannot go back to iteration %d of run %s: the history at %s does not answer. Resume the run."
              .formatted(nextIteration, folder.runId(), folder.root()));
    }
    wake();
  }

  @Override
  public synchronized boolean flush() {
    backlog.seal(); // no segment has rows from both sides of a flush, even if the flush fails
    long ticket = ++asked;
    notifyAll();
    return waitUntilAnswered(ticket) && !failing;
  }

  @Override
  public synchronized void close() {
    closing = true;
    notifyAll();
    waitUntilAnswered(Long.MAX_VALUE);
    if (hangs()) {
      // The file system may react to this; if not, a daemon thread does not block the exit.
      thread.interrupt();
    }
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (backlog.dropped() > 0) {
      problems.add(
          "Lost %d history rows of run %s: %d were waiting to be written to %s already."
              .formatted(backlog.dropped(), folder.runId(), limits.heldRows(), folder.root()));
    }
    folder.missing().ifPresent(problems::add);
    writer.failure().ifPresent(reason -> problems.add(notWritten(reason)));
    if (problems.isEmpty() && isLeftBehind()) {
      problems.add(notWritten(hangs() ? "the file system does not answer" : "the log is closed"));
    }
    return problems;
  }

  private String notWritten(String reason) {
    return "Cannot write the history of run %s to %s: %s. Not written: %s; %d segments not visible."
        .formatted(folder.runId(), folder.root(), reason, backlog.summary(), folder.unpublished());
  }

  private synchronized boolean hangs() {
    return closing && answered < Long.MAX_VALUE;
  }

  /**
   * Whether the log is closed and something is not written: after a hang, or because it was added
   * too late.
   */
  private synchronized boolean isLeftBehind() {
    return closing && !backlog.isEmpty();
  }

  private synchronized void wake() {
    notifyAll();
  }

  private void work() {
    while (workOnce()) {
      // until the log is closed
    }
  }

  private boolean workOnce() {
    long ticket;
    boolean all;
    synchronized (this) {
      waitForWork();
      ticket = closing ? Long.MAX_VALUE : asked;
      all = ticket > answered || isDue();
    }
    boolean written = writer.write(all);
    synchronized (this) {
      failing = !written;
      answered = ticket;
      hung = false;
      if (all || failing) {
        due = System.nanoTime() + interval().toNanos();
      }
      notifyAll();
    }
    return ticket < Long.MAX_VALUE;
  }

  private synchronized void waitForWork() {
    while (!closing && asked == answered && !isDue() && (failing || !backlog.isUrgent())) {
      waitFor(LOOK_MILLIS);
    }
  }

  private synchronized boolean isDue() {
    return System.nanoTime() - due >= 0 && !(backlog.isEmpty() && folder.unpublished() == 0);
  }

  private Duration interval() {
    return limits.intervalAt(Duration.ofNanos(System.nanoTime() - opened));
  }

  /** How long to wait for an answer. No time if the file system did not answer the last time. */
  private synchronized Duration patience() {
    return hung ? Duration.ZERO : limits.patience();
  }

  /**
   * Waits for an answer; true if there was one. An interrupt does not end the wait: it is kept for
   * what the caller does next.
   */
  private synchronized boolean waitUntilAnswered(long ticket) {
    boolean interrupted = false;
    long end = System.nanoTime() + patience().toNanos();
    while (answered < ticket && end - System.nanoTime() > 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      interrupted |= waitFor(Math.min(LOOK_MILLIS, Math.max(1, left)));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    hung = answered < ticket;
    return !hung;
  }

  /** Waits. True if the thread was interrupted. */
  @SuppressWarnings("WaitNotInLoop") // It is in both callers'.
  private synchronized boolean waitFor(long millis) {
    try {
      wait(millis);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }
}
