package io.clrspark.predict;

import io.clrspark.Internal;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
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

  /** Figures of each of more classes are too many to list. */
  public static final int MOST_CLASSES = 20;

  @Override
  public long rows() {
    return classes().mapToLong(this::rowsOf).sum();
  }

  /**
   * Those of all classes, and up to 20 classes those of each class by its number: {@code
   * precision_0}, {@code recall_0}, {@code f1_0}, and for the confusion matrix, where it is not 0,
   * {@code confusion_0_1}, the rows of class 0 that were predicted as class 1.
   */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    metrics.put("macro_f1", macroF1());
    metrics.put("log_loss", logLoss);
    metrics.put("calibration_error", calibrationError);
    metrics.put("largest_class", majority());
    auc.ifPresent(area -> metrics.put("auc", area));
    if (names.size() <= MOST_CLASSES) {
      classes().forEach(one -> addTo(metrics, one));
    }
    metrics.values().removeIf(value -> value.isNaN());
    return metrics;
  }

  private void addTo(Map<String, Double> metrics, int one) {
    metrics.put("precision_" + one, precision(one));
    metrics.put("recall_" + one, recall(one));
    metrics.put("f1_" + one, f1(one));
    classes()
        .filter(predicted -> confusion[one][predicted] > 0)
        .forEach(
            predicted ->
                metrics.put(
                    "confusion_" + one + "_" + predicted, (double) confusion[one][predicted]));
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
