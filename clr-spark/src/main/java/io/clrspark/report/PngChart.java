package io.clrspark.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import javax.imageio.ImageIO;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** One chart with the lines of the runs, each run in its own colour. */
final class PngChart {

  private static final int WIDTH = 960;
  private static final int HEIGHT = 380;
  private static final int LEGEND_ROW = 20;

  /** Width in pixels of a letter of the legend, and of the mark and gaps beside a label. */
  private static final int LETTER = 7;

  private static final int SYMBOL = 50;
  private static final BasicStroke THIN = new BasicStroke(1.6f);
  private static final BasicStroke DASHED = dashed(1.2f, 6);

  /** Okabe and Ito's colours, which people with colour blindness can tell apart. */
  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000
  };

  private final XYChart chart;

  PngChart(String title, String x, String y) {
    chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(new Color(0xE4E4E4));
    styler.setChartTitleBoxVisible(false);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setXAxisTickMarkSpacingHint(90);
    styler.setDecimalPattern("0.#######");
    styler.setAntiAlias(true);
  }

  void line(String label, double[] x, double[] y, Color colour) {
    if (isDrawable(y)) {
      XYSeries series = chart.addSeries(label, uneven(x), uneven(finite(y)));
      series.setMarker(SeriesMarkers.NONE).setLineColor(colour).setLineStyle(THIN);
    }
  }

  void dots(String label, double[] x, double[] y, Color colour) {
    if (isDrawable(y)) {
      XYSeries series = chart.addSeries(label, x, finite(y));
      series.setLineColor(colour).setLineStyle(THIN);
      series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(colour);
    }
  }

  /** A vertical line from the lowest value in the chart to the highest. */
  void upright(String label, double at, int run) {
    DoubleSummaryStatistics values =
        chart.getSeriesMap().values().stream()
            .flatMapToDouble(series -> Arrays.stream(series.getYData()))
            .filter(value -> !Double.isNaN(value))
            .summaryStatistics();
    if (values.getCount() > 0 && !chart.getSeriesMap().containsKey(label)) {
      double[] y = {values.getMin(), values.getMax()};
      XYSeries series = chart.addSeries(label, new double[] {at, at}, y);
      series.setMarker(SeriesMarkers.NONE).setLineColor(colour(run)).setLineStyle(DASHED);
    }
  }

  /** Marks the starts of a run's cycles and its resets. */
  PngChart cycles(RunData run) {
    chart.getStyler().setAnnotationLineColor(new Color(0xBBBBBB));
    chart.getStyler().setAnnotationLineStroke(dashed(1, 4));
    if (!isEmpty()) {
      for (long start : run.cycles()) {
        if (start > 0 && !run.resets().contains(start)) {
          chart.addAnnotation(new AnnotationLine(start, true, false));
        }
      }
      run.resets().forEach(reset -> upright("reset at " + reset, reset, 1));
    }
    return this;
  }

  void logarithmic() {
    chart.getStyler().setXAxisLogarithmic(true);
  }

  boolean isEmpty() {
    return chart.getSeriesMap().isEmpty();
  }

  byte[] draw() throws IOException {
    boolean oneRow = legendWidth() < WIDTH;
    chart.getStyler().setLegendLayout(oneRow ? LegendLayout.Horizontal : LegendLayout.Vertical);
    int rows = oneRow ? 1 : chart.getSeriesMap().size();
    BufferedImage image =
        new BufferedImage(WIDTH, HEIGHT + rows * LEGEND_ROW, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    chart.paint(graphics, image.getWidth(), image.getHeight());
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** The width of all labels side by side. */
  private int legendWidth() {
    return chart.getSeriesMap().keySet().stream()
        .mapToInt(label -> label.length() * LETTER + SYMBOL)
        .sum();
  }

  /**
   * Adds one more point, on the line between the first two. With equal distances XChart labels the
   * axis with numbers such as 17, 34, 51 instead of round ones.
   */
  private static double[] uneven(double[] values) {
    if (values.length < 2) {
      return values;
    }
    double[] more = new double[values.length + 1];
    System.arraycopy(values, 1, more, 2, values.length - 1);
    more[0] = values[0];
    more[1] = values[0] + (values[1] - values[0]) / 3;
    return more;
  }

  private static boolean isDrawable(double[] y) {
    return Arrays.stream(y).anyMatch(Double::isFinite);
  }

  /** NaN leaves a gap. */
  private static double[] finite(double[] y) {
    return Arrays.stream(y).map(value -> Double.isFinite(value) ? value : Double.NaN).toArray();
  }

  private static BasicStroke dashed(float width, float length) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1, new float[] {length, length}, 0);
  }

  /** The colour of a run. */
  static Color colour(int run) {
    return new Color(COLOURS[run % COLOURS.length]);
  }

  /** The colour of a run, mixed with white. */
  static Color faded(int run) {
    Color full = colour(run);
    return new Color(
        (full.getRed() + 255) / 2, (full.getGreen() + 255) / 2, (full.getBlue() + 255) / 2);
  }
}
