package io.clrspark.jobs.output;

import io.clrspark.predict.ClassFigures;
import io.clrspark.predict.Figures;
import io.clrspark.predict.NumberFigures;
import io.clrspark.predict.ScoreSums;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Prints figures as lines {@code name: value} and tables. */
public final class FigurePrinter {

  private static final int CONFUSIONS = 10;
  private static final int NAME = 24;

  private final PrintStream out;

  public FigurePrinter(PrintStream out) {
    this.out = out;
  }

  /** Prints all figures. */
  public void print(Figures figures) {
    out.println("rows: " + figures.rows());
    if (figures instanceof ClassFigures classes) {
      print(classes);
    } else if (figures instanceof NumberFigures numbers) {
      print(numbers, "");
    }
  }

  private void print(NumberFigures figures, String prefix) {
    for (int i = 0; i < figures.outputs().size(); i++) {
      NumberFigures.Output one = figures.outputs().get(i);
      String of = figures.outputs().size() == 1 ? "" : " of " + figures.names().get(i);
      out.println(prefix + "MAE" + of + ": " + number(one.mae()));
      out.println(prefix + "RMSE" + of + ": " + number(one.rmse()));
      out.println(prefix + "R2" + of + ": " + number(one.r2()));
    }
  }

  private void print(ClassFigures figures) {
    out.println("accuracy: " + number(figures.accuracy()));
    out.println("share of the largest class: " + number(figures.majority()));
    summary(figures, "");
    out.println();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"class", "rows", "precision", "recall", "F1"});
    for (int i = 0; i < figures.names().size(); i++) {
      rows.add(
          new String[] {
            name(figures, i),
            "" + figures.rowsOf(i),
            number(figures.precision(i)),
            number(figures.recall(i)),
            number(figures.f1(i))
          });
    }
    table(rows);
    out.println();
    if (figures.names().size() <= ClassFigures.MOST_CLASSES) {
      matrix(figures);
    } else {
      confusions(figures);
    }
  }

  /**
   * Prints what a few lines can say; of classes, besides the accuracy.
   *
   * @param prefix what the names start with
   */
  public void summary(Figures figures, String prefix) {
    if (figures instanceof ClassFigures classes) {
      summary(classes, prefix);
    } else if (figures instanceof NumberFigures numbers) {
      print(numbers, prefix);
    }
  }

  private void summary(ClassFigures figures, String prefix) {
    out.println(prefix + "macro F1: " + number(figures.macroF1()));
    figures.auc().ifPresent(auc -> out.println(prefix + "AUC: " + number(auc)));
    out.println(prefix + "log loss: " + number(figures.logLoss()));
    out.println(
        "%scalibration error: %s (%d bins)"
            .formatted(prefix, number(figures.calibrationError()), ScoreSums.BINS));
  }

  private void matrix(ClassFigures figures) {
    out.println("confusion matrix: a line for each class, a column for what it was predicted as");
    List<String[]> rows = new ArrayList<>();
    int classes = figures.names().size();
    String[] head = new String[1 + classes];
    head[0] = "";
    for (int i = 0; i < classes; i++) {
      head[1 + i] = name(figures, i);
    }
    rows.add(head);
    for (int i = 0; i < classes; i++) {
      String[] row = new String[1 + classes];
      row[0] = name(figures, i);
      for (int j = 0; j < classes; j++) {
        row[1 + j] = "" + figures.confusion()[i][j];
      }
      rows.add(row);
    }
    table(rows);
  }

  /** The commonest mistakes. */
  private void confusions(ClassFigures figures) {
    out.println("commonest confusions");
    int classes = figures.names().size();
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"class", "predicted as", "rows"});
    IntStream.range(0, classes * classes)
        .filter(at -> at / classes != at % classes)
        .filter(at -> figures.confusion()[at / classes][at % classes] > 0)
        .boxed()
        .sorted(Comparator.comparingLong(at -> -figures.confusion()[at / classes][at % classes]))
        .limit(CONFUSIONS)
        .forEach(
            at ->
                rows.add(
                    new String[] {
                      name(figures, at / classes),
                      name(figures, at % classes),
                      "" + figures.confusion()[at / classes][at % classes]
                    }));
    table(rows);
  }

  private static String name(ClassFigures figures, int number) {
    String name = figures.names().get(number);
    return name.length() <= NAME ? name : name.substring(0, NAME - 3) + "...";
  }

  /** The first column to the left, the others to the right. */
  private void table(List<String[]> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).length)
            .map(i -> rows.stream().mapToInt(row -> row[i].length()).max().orElse(0))
            .toArray();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        String padding = " ".repeat(widths[i] - row[i].length());
        line.append("  ").append(i == 0 ? row[i] + padding : padding + row[i]);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Four decimals, of a small or a large number four digits. */
  private static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    boolean isPlain = value == 0 || (Math.abs(value) >= 0.01 && Math.abs(value) < 1e6);
    return String.format(Locale.ROOT, isPlain ? "%.4f" : "%.4g", value);
  }
}
