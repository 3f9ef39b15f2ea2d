package io.clrspark.jobs.output;

import io.clrspark.history.log.EvaluationRow;
import io.clrspark.schedule.plan.CyclePlan;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.RunInfo;
import io.clrspark.training.observer.TrainingObserver;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows the progress of a run: on a terminal as one line with a bar, which is drawn anew after each
 * round, elsewhere as a plain line every two seconds.
 */
public final class Progress implements TrainingObserver {

  private static final int WIDTH = 24;
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final boolean terminal;
  private final int columns;
  private final List<String> plan;
  private long started;
  private long shown;
  private long first;
  private long resumed;
  private long total;
  private long perEpoch;
  private String lastLine = "";
  private String tested = "";

  public Progress(PrintStream out, boolean terminal, int columns, CyclePlan plan) {
    this(out, terminal, columns, lines(plan));
  }

  /**
   * @param plan lines about the run, printed when it starts
   */
  public Progress(PrintStream out, boolean terminal, int columns, List<String> plan) {
    this.out = out;
    this.columns = columns;
    this.terminal = terminal;
    this.plan = plan;
  }

  private static List<String> lines(CyclePlan plan) {
    List<String> lines = new ArrayList<>(List.of(plan.summary()));
    plan.warnings().forEach(warning -> lines.add("Warning: " + warning));
    return lines;
  }

  /** Whether standard error is a terminal: bin/clr then sets {@code CLR_PROGRESS=bar}. */
  public static boolean onTerminal() {
    return "bar".equals(System.getenv("CLR_PROGRESS"));
  }

  /** The width of the terminal, from {@code CLR_COLUMNS}; 80 if that is not set. */
  public static int columns() {
    String columns = System.getenv().getOrDefault("CLR_COLUMNS", "");
    return columns.matches("[1-9]\\d{1,4}") ? Integer.parseInt(columns) : 80;
  }

  @Override
  public void started(RunInfo run) {
    first = run.firstIteration();
    resumed = run.nextIteration() - first;
    total = run.iterations();
    perEpoch = run.iterationsPerEpoch();
    started = System.nanoTime();
    shown = started;
    out.println(
        "Training on %d examples, %d workers, %d iterations an epoch."
            .formatted(run.examples(), run.workers(), perEpoch));
    plan.forEach(out::println);
    if (resumed > 0) {
      out.println("Resumed run " + run.runId() + " after " + resumed + " iterations.");
    }
  }

  @Override
  public void roundFinished(RoundSummary round, RunControl control) {
    long done = round.nextIteration() - first;
    double seconds = (System.nanoTime() - started) / NANOS;
    lastLine =
        String.format(
            Locale.ROOT,
            "iteration %d/%d  epoch %d  lr %.3g  loss %.4g%s  %s left",
            done,
            total,
            round.epoch() + 1,
            round.lr(),
            round.loss(),
            tested,
            time(seconds / (done - resumed) * (total - done)));
    if (terminal) {
      draw(done);
    } else if (done < total) {
      showNowAndThen();
    }
  }

  @Override
  public void evaluated(EvaluationRow evaluation) {
    Double accuracy = evaluation.accuracy();
    if (accuracy != null) {
      tested = String.format(Locale.ROOT, "  test accuracy %.4f", accuracy);
    }
    if (evaluation.iteration() - first == total) {
      if (terminal) {
        lastLine = lastLine.replaceFirst("(  test accuracy [\\d.]+)?  0:00 left", tested);
        draw(total);
      }
      finish();
    }
  }

  /** A line too long for the terminal loses the bar, then its end. */
  private void draw(long done) {
    String whole = bar(done) + " " + lastLine;
    String line = whole.length() < columns ? whole : lastLine;
    out.print("\r" + line.substring(0, Math.min(line.length(), columns - 1)) + "\u001b[K");
    out.flush();
  }

  /** Ends the line on a terminal. */
  public void finish() {
    if (terminal && !lastLine.isEmpty()) {
      out.println();
    }
    lastLine = "";
  }

  private void showNowAndThen() {
    long now = System.nanoTime();
    if (now - shown > 2 * NANOS) {
      shown = now;
      out.println(lastLine);
    }
  }

  private String bar(long done) {
    return bar(done, total);
  }

  /** A bar that is as full as so many of all. */
  static String bar(long done, long total) {
    int filled = (int) (WIDTH * done / total);
    return "[" + "=".repeat(filled) + " ".repeat(WIDTH - filled) + "]";
  }

  /** As minutes and seconds, with hours where there are any. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
