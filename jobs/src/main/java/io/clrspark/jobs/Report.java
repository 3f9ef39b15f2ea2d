package io.clrspark.jobs;

import io.clrspark.history.HistoryViews;
import io.clrspark.report.RunReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;

/** {@code bin/clr report}: a run, or several over each other, as a page and as PNG files. */
public final class Report {

  static final String RUN = "--run";
  static final String COMPARE = "--compare";
  static final String OUTPUT = "--output";
  static final String PNG = "--png";

  /** What the job itself takes; all have a value. */
  static final Set<String> OPTIONS = Set.of(Sql.HISTORY, RUN, COMPARE, OUTPUT, PNG);

  private Report() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    Job.run("report", arguments, Report::run);
  }

  /**
   * The arguments that the job itself takes.
   *
   * @throws UsageException if the folder or the run is missing, or something is left over
   */
  static List<String> checked(CommandLine line) {
    if (line.option(Sql.HISTORY).isEmpty()) {
      throw new UsageException("Which history? Give " + Sql.HISTORY + " DIR.");
    }
    if (line.option(RUN).isEmpty()) {
      throw new UsageException("Which run? Give " + RUN + " ID.");
    }
    if (!line.positional().isEmpty()) {
      throw new UsageException("What is " + line.positional().get(0) + "? Give options only.");
    }
    List<String> arguments = new ArrayList<>();
    for (String option : List.of(Sql.HISTORY, RUN, COMPARE, OUTPUT, PNG)) {
      line.all(option).forEach(value -> arguments.addAll(List.of(option, value)));
    }
    return arguments;
  }

  private static void run(List<String> arguments) {
    CommandLine line = CommandLine.parse(arguments, OPTIONS, Set.of());
    checked(line);
    String run = line.option(RUN).orElseThrow();
    List<String> runs = new ArrayList<>(List.of(run));
    runs.addAll(line.all(COMPARE));
    Path page = Path.of(line.option(OUTPUT).orElse(run + ".html"));
    Optional<Path> folder = line.option(PNG).map(Path::of);
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      HistoryViews views = HistoryViews.of(spark, line.option(Sql.HISTORY).orElseThrow());
      RunReport report = RunReport.of(views, runs);
      report.writeHtml(page);
      System.out.println("report: " + page);
      List<Path> charts = folder.map(report::writePng).orElse(List.of());
      charts.forEach(chart -> System.out.println("png: " + chart));
    }
  }
}
