package io.clrspark.jobs.output;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Shows how many rows are done: on a terminal as one line with a bar that is drawn anew, elsewhere
 * as a plain line every two seconds.
 */
public final class RowProgress {

  private static final double NANOS = 1e9;
  private static final int TERMINAL_MILLIS = 200;
  private static final int PLAIN_MILLIS = 2000;

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private final long total;
  private final LongSupplier done;
  private final long started = System.nanoTime();
  private final Timer timer;
  private long shown;

  /**
   * @param total how many rows there are
   * @param done how many are done now; asked from another thread
   */
  RowProgress(PrintStream out, boolean terminal, int columns, long total, LongSupplier done) {
    this.out = out;
    this.terminal = terminal;
    this.columns = columns;
    this.total = total;
    this.done = done;
    this.timer = new Timer("progress", true);
    int millis = terminal ? TERMINAL_MILLIS : PLAIN_MILLIS;
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            show();
          }
        },
        millis,
        millis);
  }

  /** Shows the line now. */
  private synchronized void show() {
    long rows = Math.min(done.getAsLong(), total);
    if (rows == shown && !terminal) {
      return;
    }
    shown = rows;
    String line = String.format(Locale.ROOT, "row %,d/%,d", rows, total);
    if (rows > 0 && rows < total) {
      double seconds = (System.nanoTime() - started) / NANOS;
      line += "  " + Progress.time(seconds / rows * (total - rows)) + " left";
    }
    if (terminal) {
      String whole = Progress.bar(rows, total) + " " + line;
      String fit = whole.length() < columns ? whole : line;
      out.print("\r" + fit.substring(0, Math.min(fit.length(), columns - 1)) + "\u001b[K");
      out.flush();
    } else {
      out.println(line);
    }
  }

  /** On standard error, as a terminal or not. */
  public static RowProgress onStandardError(long total, LongSupplier done) {
    return new RowProgress(System.err, Progress.onTerminal(), Progress.columns(), total, done);
  }

  /** Shows progress until the work is done. */
  public <T> T during(Supplier<T> work) {
    try {
      return work.get();
    } finally {
      finish();
    }
  }

  /** Ends the line on a terminal. */
  private void finish() {
    timer.cancel();
    if (terminal) {
      show();
      out.println();
    }
  }
}
