package io.clrspark.jobs.output;

import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.plan.CyclePlan;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Prints the rates of a schedule, as a chart of characters or as CSV. */
public final class RatePrinter {

  private static final int LINES = 24;
  private static final int WIDTH = 50;

  private final Schedule schedule;
  private final long iterations;
  private final CyclePlan plan;

  /**
   * @param iterations how many rates to print, from iteration 0
   */
  public RatePrinter(Schedule schedule, long iterations, CyclePlan plan) {
    this.schedule = schedule;
    this.iterations = iterations;
    this.plan = plan;
  }

  /** Every rate, as a text that parses to exactly that double. */
  public void printCsv(PrintStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    writer.write("iteration,lr\n");
    for (long i = 0; i < iterations; i++) {
      writer.write(i + "," + schedule.rateAt(i) + "\n");
    }
    writer.flush();
  }

  /** Prints a bar for each of up to 24 iterations on {@code out}, and warnings on {@code err}. */
  public void printChart(PrintStream out, PrintStream err) {
    double highest = 0;
    long lines = Math.min(iterations, LINES);
    for (long line = 0; line < lines; line++) {
      highest = Math.max(highest, schedule.rateAt(at(line, lines)));
    }
    out.println(plan.summary());
    out.println();
    out.println(" iteration  lr");
    for (long line = 0; line < lines; line++) {
      long iteration = at(line, lines);
      double rate = schedule.rateAt(iteration);
      int bar = highest == 0 ? 0 : (int) Math.round(WIDTH * rate / highest);
      out.println(String.format(Locale.ROOT, "%10d  %-12.6g ", iteration, rate) + "#".repeat(bar));
    }
    plan.warnings().forEach(warning -> err.println("Warning: " + warning));
  }

  /** The iteration of a line of the chart; the last line is the last iteration. */
  private long at(long line, long lines) {
    return lines == 1 ? 0 : Math.round((double) line * (iterations - 1) / (lines - 1));
  }
}
