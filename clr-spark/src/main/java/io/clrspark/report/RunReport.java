package io.clrspark.report;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.files.LocalFile;
import io.clrspark.history.HistoryViews;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A report on one run, or on several in the same charts: rate, loss and accuracy by iteration and
 * by rate, the workers, the cycles and the configurations.
 *
 * <pre>{@code
 * RunReport report = RunReport.of(HistoryViews.of(spark, "out/history"), List.of("run-7", "run-8"));
 * report.writeHtml(Path.of("run-7.html"));
 * report.writePng(Path.of("plots"));
 * }</pre>
 *
 * <p>A run of many iterations is aggregated in Spark SQL: a curve has at most 2,000 points, each
 * with the mean, the least and the greatest value of its iterations.
 */
public final class RunReport {

  private static final int MOST_POINTS = 2000;
  private static final int ALL_POINTS = 6000;
  private static final int MOST_MARKS = 300;

  private final List<RunData> runs;

  private RunReport(List<RunData> runs) {
    this.runs = runs;
  }

  /**
   * Reads the runs.
   *
   * @param runIds the run to report on, then the runs to compare it with
   * @throws ClrException if the history has no run of one of these ids, or no updates of one
   * @throws IllegalArgumentException if no id is given
   */
  public static RunReport of(HistoryViews views, List<String> runIds) {
    if (runIds.isEmpty()) {
      throw new IllegalArgumentException("Invalid runIds: none (must be at least one)");
    }
    runIds.forEach(views::requireRun);
    List<String> ids = runIds.stream().distinct().toList();
    int points = Math.min(MOST_POINTS, Math.max(100, ALL_POINTS / ids.size()));
    return new RunReport(ids.stream().map(id -> read(views, id, points)).toList());
  }

  private static RunData read(HistoryViews views, String id, int points) {
    RunFacts facts = RunFacts.of(views, id);
    try (RunQueries queries = new RunQueries(views, id, points)) {
      RunExtent extent = queries.extent();
      if (extent.isEmpty()) {
        throw noUpdates(id, facts.message());
      }
      Map<String, String> configuration = facts.configuration();
      boolean range = facts.isRangeTest();
      Cycles cycles = facts.cycles();
      return new RunData(
          id,
          facts.shown(extent),
          range ? RangeTestData.of(views, id, configuration, points) : null,
          configuration,
          queries.curve(),
          queries.bucket(),
          range ? null : queries.byRate(),
          range || cycles.areNone() ? null : queries.byCycle(cycles),
          queries.byWorker(),
          queries.evaluations(),
          range ? List.of() : cycles.starts(extent.first(), extent.last(), MOST_MARKS),
          cycles.resets().stream().filter(at -> at <= extent.last()).toList(),
          extent.notFinite());
    }
  }

  private static ClrException noUpdates(String id, @Nullable String message) {
    return new ClrException(
        "Cannot report on run \"%s\": its history has no updates%s"
            .formatted(
                id,
                message == null
                    ? ". Wait until a running training has written some."
                    : "; it failed: " + ErrorText.firstLine(message)));
  }

  /** The page as text. It needs no network and no other files. */
  public String html() {
    return HtmlPage.of(runs);
  }

  /**
   * Writes the page. An existing file is replaced once the page is complete.
   *
   * @throws ClrException if the file cannot be written
   */
  public void writeHtml(Path file) {
    write(file, html().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Each chart as the bytes of a PNG file, by its name.
   *
   * @throws ClrException if this machine has no font to draw with
   */
  public Map<String, byte[]> png() {
    return PngCharts.of(runs);
  }

  /**
   * Writes each chart as a PNG file to a folder, which is created if it does not exist.
   *
   * @return the files
   * @throws ClrException if a file cannot be written, or this machine has no font to draw with
   */
  public List<Path> writePng(Path folder) {
    List<Path> files = new ArrayList<>();
    png()
        .forEach(
            (name, png) -> {
              Path file = folder.resolve(name + ".png");
              write(file, png);
              files.add(file);
            });
    return files;
  }

  private static void write(Path file, byte[] bytes) {
    if (Files.isDirectory(file)) {
      throw new ClrException("Cannot write " + file + ": it is a folder. Give the name of a file.");
    }
    try {
      LocalFile.write(file, bytes);
    } catch (IOException e) {
      throw new ClrException(
          "Cannot write %s: %s. Give a path that can be written to."
              .formatted(file, LocalFile.reason(e)),
          e);
    }
  }

  /** The data, for the tests of this package. */
  List<RunData> runs() {
    return runs;
  }
}
