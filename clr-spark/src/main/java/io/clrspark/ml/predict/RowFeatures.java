package io.clrspark.ml.predict;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.SparseVector;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Reads the features of a row: an ML vector, an array of numbers, or a number. */
final class RowFeatures implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String column;
  private final int features;
  private final @Nullable Double missing;

  /**
   * @param column the column's name, for messages
   * @param features how many numbers a row has
   * @param missing the number in place of a null or NaN one; null for none
   */
  RowFeatures(String column, int features, @Nullable Double missing) {
    this.column = column;
    this.features = features;
    this.missing = missing;
  }

  int features() {
    return features;
  }

  /**
   * Reads the features of a row.
   *
   * @param into takes them, from {@code at} on
   * @return what is wrong with them, as a clause; null if nothing is
   */
  @Nullable String read(@Nullable Object value, double[] into, int at) {
    if (value == null) {
      return "column " + column + " is null";
    }
    int size = size(value);
    if (size != features) {
      return "column %s has %d numbers, but the model takes %d".formatted(column, size, features);
    }
    copy(value, into, at);
    for (int i = at; i < at + size; i++) {
      if (!Double.isFinite(into[i])) {
        if (missing == null || Double.isInfinite(into[i])) {
          return "column " + column + " has a number that is null, NaN or infinite";
        }
        into[i] = missing;
      }
    }
    return null;
  }

  private static int size(Object value) {
    if (value instanceof DenseVector dense) {
      return dense.size();
    }
    if (value instanceof SparseVector sparse) {
      return sparse.size();
    }
    return value instanceof Seq<?> numbers ? numbers.size() : 1;
  }

  private static void copy(Object value, double[] into, int at) {
    if (value instanceof DenseVector dense) {
      System.arraycopy(dense.values(), 0, into, at, dense.size());
    } else if (value instanceof SparseVector sparse) {
      Arrays.fill(into, at, at + sparse.size(), 0);
      int[] indices = sparse.indices();
      for (int i = 0; i < indices.length; i++) {
        into[at + indices[i]] = sparse.values()[i];
      }
    } else if (value instanceof Seq<?> numbers) {
      int next = at;
      for (Iterator<?> all = numbers.iterator(); all.hasNext(); next++) {
        into[next] = number(all.next());
      }
    } else {
      into[at] = number(value);
    }
  }

  private static double number(@Nullable Object value) {
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Boolean yes ? (yes ? 1 : 0) : Double.NaN;
  }
}
