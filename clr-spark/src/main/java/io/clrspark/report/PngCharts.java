package io.clrspark.report;

import static io.clrspark.report.PngChart.colour;
import static io.clrspark.report.PngChart.faded;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.files.ErrorText;
import io.clrspark.range.suggest.Suggestion;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The page's charts as bitmaps, drawn without a display. */
final class PngCharts {

  private static final int WIDE = 50;

  private final List<RunData> runs;
  private final Map<String, byte[]> charts = new LinkedHashMap<>();

  private PngCharts(List<RunData> runs) {
    this.runs = runs;
  }

  /**
   * The charts by name, without charts that have nothing to show.
   *
   * @throws ClrException if this machine cannot draw text
   */
  static Map<String, byte[]> of(List<RunData> runs) {
    System.setProperty("java.awt.headless", "true");
    PngCharts png = new PngCharts(runs);
    try {
      png.drawAll();
    } catch (IOException | LinkageError | RuntimeException | InternalError e) {
      throw new ClrException(
          "Cannot draw PNG files: this machine's Java has no fonts to draw with ("
              + ErrorText.kindAndReason(e)
              + ").\nInstall fontconfig and a font (Debian: apt-get install fontconfig"
              + " fonts-dejavu-core), or leave --png away.",
          e);
    }
    return png.charts;
  }

  private void drawAll() throws IOException {
    overIterations("rate", "Learning rate", "learning rate", "lr");
    overIterations("loss", "Loss", "loss", "loss");
    overIterations("accuracy", "Accuracy", "accuracy", "accuracy");
    againstRate("loss-by-rate", "Loss against learning rate", "loss");
    againstRate("accuracy-by-rate", "Accuracy against learning rate", "accuracy");
    byCycle();
    spread("worker-loss", "Loss of the workers", "loss", "worker_max", "worker_min");
    spread("worker-time", "Time of an iteration", "milliseconds", "slowest_ms", "fastest_ms");
  }

  private void overIterations(String name, String title, String y, String column)
      throws IOException {
    PngChart chart = new PngChart(title, "iteration", y);
    for (int i = 0; i < runs.size(); i++) {
      Columns curve = runs.get(i).curve();
      chart.line(label(i, column), curve.get("iteration"), curve.get(column), colour(i));
    }
    for (int i = 0; i < runs.size() && !column.equals("lr"); i++) {
      for (Map.Entry<String, Columns> set : runs.get(i).evaluations().entrySet()) {
        Columns rows = set.getValue();
        String label = label(i, set.getKey() + " " + column);
        chart.dots(label, rows.get("iteration"), rows.get(column), colour(i).darker());
      }
    }
    finish(name, chart.cycles(runs.get(0)));
  }

  /** A band from the lowest value of the workers to the highest. */
  private void spread(String name, String title, String y, String greatest, String least)
      throws IOException {
    PngChart chart = new PngChart(title, "iteration", y);
    for (int i = 0; i < runs.size(); i++) {
      Columns curve = runs.get(i).curve();
      chart.line(label(i, words(greatest)), curve.get("iteration"), curve.get(greatest), faded(i));
      chart.line(label(i, words(least)), curve.get("iteration"), curve.get(least), colour(i));
    }
    finish(name, chart.cycles(runs.get(0)));
  }

  private static String words(String column) {
    return switch (column) {
      case "worker_max" -> "highest loss";
      case "worker_min" -> "lowest loss";
      case "slowest_ms" -> "slowest worker";
      default -> "fastest worker";
    };
  }

  private void againstRate(String name, String title, String column) throws IOException {
    PngChart chart = new PngChart(title, "learning rate", column);
    for (int i = 0; i < runs.size(); i++) {
      Columns rates = runs.get(i).byRate();
      RangeTestData test = runs.get(i).rangeTest();
      if (rates != null) {
        chart.line(label(i, column), rates.get("lr"), rates.get(column), colour(i));
      } else if (test != null) {
        rangeTest(chart, test, column, i);
      }
    }
    finish(name, chart);
  }

  private void rangeTest(PngChart chart, RangeTestData test, String column, int run) {
    double[] rates = test.curve().get("lr");
    chart.line(label(run, column), rates, test.curve().get(column), faded(run));
    double[] smoothed = test.curve().get("smoothed_" + column);
    chart.line(label(run, column + " smoothed"), rates, smoothed, colour(run));
    for (Suggestion one : test.suggestions()) {
      if (one.rule() == test.chosen()) {
        chart.upright(label(run, "baseLr " + PlainNumber.compact(one.baseLr())), one.baseLr(), run);
        chart.upright(label(run, "maxLr " + PlainNumber.compact(one.maxLr())), one.maxLr(), run);
      }
    }
    if (rates[0] > 0 && rates[rates.length - 1] > WIDE * rates[0]) {
      chart.logarithmic();
    }
  }

  private void byCycle() throws IOException {
    PngChart chart = new PngChart("Loss by cycle", "cycle", "loss");
    for (int i = 0; i < runs.size(); i++) {
      Columns cycles = runs.get(i).byCycle();
      if (cycles != null) {
        double[] numbers = cycles.get("cycle");
        chart.dots(label(i, "mean loss"), numbers, cycles.get("loss"), colour(i).darker());
        chart.dots(label(i, "loss at its end"), numbers, cycles.get("last_loss"), faded(i));
      }
    }
    finish("loss-by-cycle", chart);
  }

  private void finish(String name, PngChart chart) throws IOException {
    if (!chart.isEmpty()) {
      charts.put(name, chart.draw());
    }
  }

  private String label(int run, String what) {
    return runs.size() == 1 ? what : runs.get(run).id() + " " + what;
  }
}
