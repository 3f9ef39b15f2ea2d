package io.clrspark.jobs;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.LocalCommand;
import io.clrspark.jobs.command.PropertyFiles;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.jobs.output.RatePrinter;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.length.RunLength;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code bin/clr preview}: shows the rates of a schedule without training and without Spark. */
public final class Preview extends LocalCommand {

  private static final String ITERATIONS = "--iterations";
  private static final String PER_EPOCH = "--iterations-per-epoch";
  private static final String CSV = "--csv";
  private static final String HELP =
      """
      Usage: bin/clr preview [FILE ...] [options]

      Shows the rates that the properties files describe, without training and without Spark.
      Without a file: the defaults.

        --iterations N              how many; spark.clr.iterations unless given
        --iterations-per-epoch K    what an epoch takes, for a length in epochs
        --csv                       prints iteration,lr and N rows, and nothing else
        --conf KEY=VALUE            sets a property, any number of times
        --debug                     shows the stack trace of an error
        --help                      shows this
      """;

  public Preview() {
    super("preview", "show the learning rates without training", HELP);
  }

  @Override
  protected Set<String> options() {
    return Set.of(ITERATIONS, PER_EPOCH);
  }

  @Override
  protected Set<String> flags() {
    return Set.of(CSV);
  }

  @Override
  public void run(CommandLine line) throws IOException {
    RatePrinter rates = rates(line);
    if (line.has(CSV)) {
      rates.printCsv(System.out);
    } else {
      rates.printChart(System.out, System.err);
    }
  }

  private static RatePrinter rates(CommandLine line) {
    Map<String, String> properties = PropertyFiles.merged(line.positional());
    properties.putAll(line.conf());
    ClrConf conf = ClrConf.of(properties);
    ScheduleConf schedule = ScheduleConf.of(conf);
    Optional<Long> perEpoch = line.count(PER_EPOCH);
    if (schedule.inEpochs() && perEpoch.isEmpty()) {
      throw new UsageException("A length in epochs needs " + PER_EPOCH + " K.");
    }
    long iterations = iterations(line, conf, perEpoch);
    Schedule rates = schedule.schedule(new RunLength(perEpoch.orElse(1L), iterations), 0);
    return new RatePrinter(
        rates, iterations, schedule.plan(rates, 0, iterations, perEpoch.orElse(0L)));
  }

  private static long iterations(CommandLine line, ClrConf conf, Optional<Long> perEpoch) {
    return line.count(ITERATIONS)
        .or(() -> conf.set(TrainingProperties.ITERATIONS))
        .or(
            () ->
                perEpoch.flatMap(
                    k ->
                        conf.set(TrainingProperties.EPOCHS)
                            .map(e -> k > Integer.MAX_VALUE ? Long.MAX_VALUE : e * k)))
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
}
