package io.clrspark.jobs;

import io.clrspark.files.OutputFile;
import io.clrspark.history.HistoryViews;
import io.clrspark.jobs.command.CommandLine;
import io.clrspark.jobs.command.SparkCommand;
import io.clrspark.jobs.command.SparkDefaults;
import io.clrspark.jobs.command.Submission;
import io.clrspark.jobs.command.UsageException;
import io.clrspark.report.RunReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr report}: one run, or several for comparison, as a page and as PNG files. */
public final class Report extends SparkCommand {

  private static final String RUN = "--run";
  private static final String COMPARE = "--compare";
  private static final String OUTPUT = "--output";
  private static final String PNG = "--png";
  private static final List<String> OPTIONS =
      List.of(HistoryOption.NAME, RUN, COMPARE, OUTPUT, PNG);
  private static final String HELP =
      """
      Usage: bin/clr report --history DIR --run ID [--compare ID ...] [options]

      Writes one HTML page that opens anywhere, without a network: rate, loss and accuracy by
      iteration and by rate, the workers, the cycles, the configuration.
      docs/reference/report.md shows it.

        --history DIR      the folder, on any file system Spark knows
        --run ID           the run
        --compare ID       a run to draw over it, any number of times
        --output FILE      where to write the page, in place of one that is there; ID.html
                           unless given
        --png DIR          writes each chart as a PNG file too
        --conf KEY=VALUE   sets a Spark property, any number of times
        --debug            shows the stack trace of an error
        --help             shows this

      Every other option goes to spark-submit.
      """;

  public Report() {
    super("report", "draw a run, or compare several", HELP);
  }

  /** Runs the job. */
  public static void main(String[] arguments) {
    new Report().main(List.of(arguments));
  }

  @Override
  protected Set<String> options() {
    return Set.copyOf(OPTIONS);
  }

  @Override
  public Submission submission(CommandLine line, Path root) {
    check(line);
    List<String> arguments = new ArrayList<>();
    for (String option : OPTIONS) {
      line.all(option).forEach(value -> arguments.addAll(List.of(option, value)));
    }
    return Submission.empty()
        .withDefaults(SparkDefaults.queries())
        .withArguments(arguments)
        .quiet();
  }

  private static void check(CommandLine line) {
    HistoryOption.of(line);
    run(line);
    HistoryOption.requireOptionsOnly(line);
  }

  private static String run(CommandLine line) {
    return line.option(RUN)
        .orElseThrow(() -> new UsageException("Which run? Give " + RUN + " ID."));
  }

  @Override
  protected void run(List<String> arguments) {
    CommandLine line = parse(arguments);
    check(line);
    String run = run(line);
    List<String> runs = new ArrayList<>(List.of(run));
    runs.addAll(line.all(COMPARE));
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      Configuration hadoop = spark.sparkContext().hadoopConfiguration();
      OutputFile page = OutputFile.at(OUTPUT, line.option(OUTPUT).orElse(run + ".html"), hadoop);
      Optional<String> folder = line.option(PNG);
      folder.ifPresent(path -> OutputFile.at(PNG, path, hadoop));
      HistoryViews views = HistoryViews.of(spark, HistoryOption.of(line));
      RunReport report = RunReport.of(views, runs);
      page.write(report.html().getBytes(StandardCharsets.UTF_8));
      System.out.println("report: " + page);
      folder.ifPresent(path -> writePng(report, path, hadoop));
    }
  }

  private static void writePng(RunReport report, String folder, Configuration hadoop) {
    report
        .png()
        .forEach(
            (name, png) -> {
              OutputFile file =
                  OutputFile.at(
                      PNG, (folder.endsWith("/") ? folder : folder + "/") + name + ".png", hadoop);
              file.write(png);
              System.out.println("png: " + file);
            });
  }
}
