package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.ScheduleConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.plan.CyclePlan;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code bin/clr preview}: the rates without training and without Spark. */
public final class Preview {

  private static final String ITERATIONS = "--iterations";
  private static final String PER_EPOCH = "--iterations-per-epoch";
  private static final String CSV = "--csv";
  private static final int LINES = 24;
  private static final int WIDTH = 50;

  private final CyclicLR schedule;
  private final long iterations;
  private final CyclePlan plan;

  private Preview(CyclicLR schedule, long iterations, CyclePlan plan) {
    this.schedule = schedule;
    this.iterations = iterations;
    this.plan = plan;
  }

  /** Runs the command. */
  public static void main(String[] arguments) {
    Job.run("preview", arguments, line -> run(line, System.out, System.err));
  }

  private static void run(List<String> arguments, PrintStream out, PrintStream err)
      throws IOException {
    CommandLine line = CommandLine.parse(arguments, Set.of(ITERATIONS, PER_EPOCH), Set.of(CSV));
    if (line.has(CommandLine.HELP)) {
      out.print(Commands.PREVIEW.help());
      return;
    }
    Preview preview = of(line);
    if (line.has(CSV)) {
      preview.printCsv(out);
    } else {
      preview.printChart(out);
      preview.plan.warnings().forEach(warning -> err.println("Warning: " + warning));
    }
  }

  private static Preview of(CommandLine line) {
    Map<String, String> properties = PropertyFiles.merged(line.positional());
    properties.putAll(line.conf());
    ClrConf conf = ClrConf.of(properties);
    ScheduleConf schedule = ScheduleConf.of(conf);
    Optional<Long> perEpoch = line.count(PER_EPOCH);
    if (schedule.inEpochs() && perEpoch.isEmpty()) {
      throw new UsageException("A stepSize in epochs needs " + PER_EPOCH + " K.");
    }
    CyclicLR rates = schedule.schedule(perEpoch.orElse(1L), 0);
    long iterations = iterations(line, conf, perEpoch);
    return new Preview(rates, iterations, schedule.plan(rates, 0, iterations, perEpoch.orElse(0L)));
  }

  private static long iterations(CommandLine line, ClrConf conf, Optional<Long> perEpoch) {
    return line.count(ITERATIONS)
        .or(() -> conf.set(TrainingProperties.ITERATIONS))
        .or(
            () ->
                perEpoch.flatMap(
                    k ->
                        conf.set(TrainingProperties.EPOCHS)
                            .map(e -> e > Long.MAX_VALUE / k ? Long.MAX_VALUE : e * k)))
        .orElseThrow(
            () ->
                new UsageException(
                    "How many iterations? Give "
                        + ITERATIONS
                        + " N, or, where the properties set"
                        + " epochs, "
                        + PER_EPOCH
                        + " K."));
  }

  /** Every rate, as a text that reads back as exactly that double. */
  private void printCsv(PrintStream out) throws IOException {
    Writer writer =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    writer.write("iteration,lr\n");
    for (long i = 0; i < iterations; i++) {
      writer.write(i + "," + schedule.rateAt(i) + "\n");
    }
    writer.flush();
  }

  private void printChart(PrintStream out) {
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
  }

  /** The iteration of a line of the chart; the last line shows the last. */
  private long at(long line, long lines) {
    return lines == 1 ? 0 : Math.round((double) line * (iterations - 1) / (lines - 1));
  }
}
