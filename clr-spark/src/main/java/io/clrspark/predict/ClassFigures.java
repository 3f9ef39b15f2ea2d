package io.clrspark.predict;

import io.clrspark.Internal;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How well classes are predicted. The class of a row is the one with the largest probability, the
 * first of several.
 *
 * @param names the names of the classes
 * @param confusion the number of rows of each actual class (outer) that were predicted as each
 *     class (inner)
 * @param logLoss the mean of -ln of the probability of the actual class, which is taken as at least
 *     1e-10, as DL4J's cross-entropy takes it
 * @param auc of two classes, the area under the curve of true over false positives, where class 1
 *     is positive
 * @param calibrationError the expected calibration error: the difference between the mean
 *     probability of the predicted class and the share of right rows, weighted by rows, over {@link
 *     ScoreSums#BINS} bins of that probability, of equal width (Guo et al., arXiv 1706.04599,
 *     section 2)
 */
@Internal
@SuppressWarnings("ArrayRecordComponent") // figures are not compared
public record ClassFigures(
    List<String> names,
    long[][] confusion,
    double logLoss,
    OptionalDouble auc,
    double calibrationError)
    implements Figures {

  @Override
  public long rows() {
    return classes().mapToLong(this::rowsOf).sum();
  }

  private IntStream classes() {
    return IntStream.range(0, confusion.length);
  }

  /** The rows of an actual class. */
  public long rowsOf(int actual) {
    return classes().mapToLong(predicted -> confusion[actual][predicted]).sum();
  }

  private long rowsPredicted(int predicted) {
    return classes().mapToLong(actual -> confusion[actual][predicted]).sum();
  }

  /** The share of rows whose class was predicted. */
  public double accuracy() {
    return (double) classes().mapToLong(one -> confusion[one][one]).sum() / rows();
  }

  /** The share of the largest class: the accuracy of predicting it always. */
  public double majority() {
    return (double) classes().mapToLong(this::rowsOf).max().orElse(0) / rows();
  }

  /** The share of the rows predicted as a class that are of it; NaN if there are none. */
  public double precision(int one) {
    return (double) confusion[one][one] / rowsPredicted(one);
  }

  /** The share of the rows of a class that are predicted as it; NaN if there are none. */
  public double recall(int one) {
    return (double) confusion[one][one] / rowsOf(one);
  }

  /** The harmonic mean of precision and recall; NaN if the class neither is there nor predicted. */
  public double f1(int one) {
    return 2.0 * confusion[one][one] / (rowsOf(one) + rowsPredicted(one));
  }

  /** The mean of F1 over the classes that have rows. */
  public double macroF1() {
    return classes().filter(one -> rowsOf(one) > 0).mapToDouble(this::f1).average().orElse(0);
  }
}
