package io.clrspark.history;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The curves of a run as arrays of equal length, with one element per iteration, in order, like the
 * {@code history} of a Keras callback. Each call returns new arrays.
 */
public final class RunCurves {

  private final long[] iterations;
  private final double[] rates;
  private final double[] losses;
  private final double[] accuracies;

  /** Takes rows of iteration, lr, loss, accuracy. */
  RunCurves(List<Row> rows) {
    iterations = rows.stream().mapToLong(row -> row.getInt(0)).toArray();
    rates = column(rows, 1);
    losses = column(rows, 2);
    accuracies = column(rows, 3);
  }

  private static double[] column(List<Row> rows, int index) {
    return rows.stream()
        .mapToDouble(row -> row.isNullAt(index) ? Double.NaN : row.getDouble(index))
        .toArray();
  }

  /** Global indices of the updates, from zero. */
  public long[] iterations() {
    return iterations.clone();
  }

  /** The rate of each iteration. */
  public double[] rates() {
    return rates.clone();
  }

  /** The mean loss of each iteration, weighted by the workers' examples. */
  public double[] losses() {
    return losses.clone();
  }

  /** The accuracy of each iteration, 0 to 1, weighted in the same way; NaN where there is none. */
  public double[] accuracies() {
    return accuracies.clone();
  }
}
