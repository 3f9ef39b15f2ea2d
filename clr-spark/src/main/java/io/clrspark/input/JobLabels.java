package io.clrspark.input;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.Task;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.BadValueException;
import io.clrspark.source.LabelEncoder;
import io.clrspark.source.RowCheck;
import io.clrspark.source.encode.RowColumns;

/**
 * What the labels of a job's rows are.
 *
 * @param areNumbers whether they are numbers to predict; if not, class numbers
 * @param perRow how many a row has
 * @param weight the column of the row's weight, which comes after them; empty if there is none
 */
record JobLabels(boolean areNumbers, int perRow, String weight) {

  static JobLabels of(ClrConf conf, RowColumns columns) {
    return new JobLabels(
        conf.get(DataProperties.TASK) == Task.REGRESSION,
        Math.max(1, columns.labels().size()),
        columns.weight());
  }

  boolean areWeighted() {
    return !weight.isEmpty();
  }

  /** What the output layer gets: one-hot rows; of two classes in one unit, their number. */
  OutputLabels output(int outputs, boolean oneOfTwo) {
    if (areNumbers) {
      return new OutputLabels(OutputLabels.Kind.NUMBERS, outputs, "");
    }
    OutputLabels.Kind kind = oneOfTwo ? OutputLabels.Kind.CLASS_NUMBER : OutputLabels.Kind.CLASS;
    return new OutputLabels(kind, outputs, "");
  }

  /**
   * The check of every row: labels, and features that a float holds.
   *
   * @param classes how many classes there are; 0 if the rows decide
   * @param ids how many ids features are; 0 if they are numbers
   */
  RowCheck check(double divisor, int classes, long ids) {
    LabelEncoder encoder =
        new LabelEncoder(new OutputLabels(OutputLabels.Kind.CLASS_NUMBER, classes, ""), true);
    boolean isOfClasses = !areNumbers;
    String weightColumn = weight;
    return (features, labels) -> {
      FeatureChecks.requireFloats(features, divisor);
      FeatureChecks.requireIds(features, ids);
      if (isOfClasses) {
        requireClass(encoder, labels.get(0));
      } else {
        labels.requireFloats("labels");
      }
      if (!weightColumn.isEmpty()) {
        requireWeight(weightColumn, labels.get(labels.size() - 1));
      }
    };
  }

  private static void requireClass(LabelEncoder encoder, double label) {
    try {
      encoder.requireClass(label);
    } catch (BadValueException e) {
      throw new BadValueException(e.reason() + hint(label));
    }
  }

  private static String hint(double label) {
    if (label != Math.rint(label)) {
      return " (%s = %s predicts numbers)".formatted(DataProperties.TASK, Task.REGRESSION);
    }
    return label < 0 ? " (" + DataProperties.CLASS_NAMES + " names such labels: -1,1)" : "";
  }

  private static void requireWeight(String column, double weight) {
    if (weight < 0) {
      throw new BadValueException(
          "column %s is %s, but a weight is a number >= 0".formatted(column, weight));
    }
  }
}
