package io.clrspark.predict;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.scale.FeatureStatistics;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * What figures are made of: counts and exact sums, so that they are the same for any split of the
 * rows. DL4J's own evaluations add floating-point numbers in the order of the rows, count in ints,
 * or keep every score.
 */
@Internal
public final class ScoreSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Bins of the predicted class's probability, from 0 to 1. */
  public static final int BINS = 10;

  /**
   * Bins of the log odds of class 1, 1/1024 wide, from -32 to 32. Rows in one bin count as ties of
   * the area under the curve.
   */
  static final int ODDS_BINS = 1 << 16;

  private static final double ODDS_PER_BIN = 1.0 / 1024;
  private static final double LEAST = 1e-10;

  /** Of each output: the label, the error, its absolute value. */
  private static final int OF_NUMBER = 3;

  private final OutputMeaning meaning;
  private final long[] confusion;
  private final long[] binRows = new long[BINS];
  private final long[] binRight = new long[BINS];
  private final long[] negatives;
  private final long[] positives;
  private final FeatureStatistics means;
  private long rows;

  ScoreSums(OutputMeaning meaning) {
    int classes = meaning.classes();
    boolean isClassifier = meaning.isClassifier();
    boolean isTwo = isClassifier && classes == 2;
    this.meaning = meaning;
    this.confusion = new long[isClassifier ? Math.multiplyExact(classes, classes) : 0];
    this.negatives = new long[isTwo ? ODDS_BINS : 0];
    this.positives = new long[isTwo ? ODDS_BINS : 0];
    this.means = new FeatureStatistics(isClassifier ? 1 + BINS : OF_NUMBER * classes, 1);
  }

  /**
   * Adds a row of a class.
   *
   * @param probabilities of each class
   */
  void add(int actual, double[] probabilities) {
    requireFinite(probabilities);
    NumberBuffer buffer = new NumberBuffer();
    int best = OutputMeaning.largest(probabilities);
    double confidence = probabilities[best];
    int bin = Math.max(0, Math.min(BINS - 1, (int) (confidence * BINS)));
    confusion[actual * meaning.classes() + best]++;
    binRows[bin]++;
    binRight[bin] += best == actual ? 1 : 0;
    if (positives.length > 0) {
      (actual == 1 ? positives : negatives)[oddsBin(probabilities)]++;
    }
    buffer.add(-Math.log(Math.max(LEAST, probabilities[actual])));
    for (int i = 0; i < BINS; i++) {
      buffer.add(i == bin ? confidence : 0);
    }
    means.add(buffer);
    rows++;
  }

  private static void requireFinite(double[] output) {
    for (double number : output) {
      if (!Double.isFinite(number)) {
        throw new ClrException(
            "Cannot evaluate: the network's output for a row is " + Arrays.toString(output) + ".");
      }
    }
  }

  private static int oddsBin(double[] probabilities) {
    double odds = Math.log(probabilities[1] / probabilities[0]); // infinite where one is 0
    double bin = ODDS_BINS / 2.0 + Math.floor(odds / ODDS_PER_BIN);
    return (int) Math.max(0, Math.min(ODDS_BINS - 1, bin));
  }

  /** Adds a row of numbers. */
  void add(double[] labels, double[] predicted) {
    requireFinite(predicted);
    NumberBuffer buffer = new NumberBuffer();
    for (int i = 0; i < predicted.length; i++) {
      double error = predicted[i] - labels[i];
      buffer.add(labels[i]);
      buffer.add(error);
      buffer.add(Math.abs(error));
    }
    means.add(buffer);
    rows++;
  }

  /** Adds the rows of other sums. */
  ScoreSums add(ScoreSums other) {
    add(confusion, other.confusion);
    add(binRows, other.binRows);
    add(binRight, other.binRight);
    add(negatives, other.negatives);
    add(positives, other.positives);
    means.add(other.means);
    rows += other.rows;
    return this;
  }

  private static void add(long[] sums, long[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** The figures of all rows; there is at least one. */
  Figures figures() {
    return meaning.isClassifier() ? ofClasses() : ofNumbers();
  }

  private ClassFigures ofClasses() {
    int classes = meaning.classes();
    long[][] matrix = new long[classes][classes];
    for (int i = 0; i < classes; i++) {
      System.arraycopy(confusion, i * classes, matrix[i], 0, classes);
    }
    double calibrationError = 0;
    for (int bin = 0; bin < BINS; bin++) {
      double right = (double) binRight[bin] / rows;
      calibrationError += Math.abs(right - means.mean(1 + bin));
    }
    return new ClassFigures(meaning.names(), matrix, means.mean(0), auc(), calibrationError);
  }

  /** The share of pairs of a positive and a negative row in the right order; ties count half. */
  private OptionalDouble auc() {
    long below = 0;
    double ordered = 0;
    long all = 0;
    for (int bin = 0; bin < positives.length; bin++) {
      ordered += positives[bin] * (below + negatives[bin] / 2.0);
      below += negatives[bin];
      all += positives[bin];
    }
    return below == 0 || all == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(ordered / below / all);
  }

  private NumberFigures ofNumbers() {
    List<NumberFigures.Output> outputs =
        IntStream.range(0, meaning.classes()).mapToObj(this::ofNumber).toList();
    return new NumberFigures(rows, meaning.names(), outputs);
  }

  private NumberFigures.Output ofNumber(int output) {
    int at = OF_NUMBER * output;
    double rmse = Math.hypot(means.deviation(at + 1), means.mean(at + 1));
    double ratio = rmse / means.deviation(at);
    return new NumberFigures.Output(means.mean(at + 2), rmse, 1 - ratio * ratio);
  }
}
