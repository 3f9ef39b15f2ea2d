package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.FileSource;
import java.util.List;

/** How many classes the labels have. */
final class ClassCount {

  /** So many may be, however few the rows. */
  private static final int FEW = 1000;

  private ClassCount() {}

  /** What is known before the rows are read; 0 where they decide. */
  static int known(ClrConf conf, FileSource<?> source, int units) {
    int named = source.classes().size();
    return conf.set(DataProperties.CLASSES).orElse(named > 0 ? named : units);
  }

  /**
   * The number of classes.
   *
   * @param known from before the survey; 0 where the largest label decides
   * @throws ClrException if the labels hardly are class numbers, or there is one class only
   */
  static int of(ClrConf conf, int known, DataScan survey) {
    long classes = known > 0 ? known : survey.largestLabel() + 1;
    if (known == 0 && classes > Math.max(FEW, survey.train() + survey.test())) {
      throw invalid(
          conf,
          "its largest label is "
              + (classes - 1)
              + ", of fewer rows: is it the label? Set "
              + DataProperties.CLASSES
              + " if so");
    }
    if (classes == 1) {
      throw invalid(conf, "its labels are all 0: a classifier needs two classes");
    }
    return Math.toIntExact(classes);
  }

  private static ClrException invalid(ClrConf conf, String reason) {
    return new ClrException(
        "Invalid "
            + DataProperties.LABEL_COLUMN
            + ": "
            + conf.get(DataProperties.LABEL_COLUMN)
            + " ("
            + reason
            + ")");
  }

  /**
   * @throws ClrException if the held-out files name other classes than the training files
   */
  static void requireSame(List<String> test, List<String> train) {
    if (!test.equals(train)) {
      throw new ClrException(
          "Invalid "
              + DataProperties.TEST_PATH
              + ": its classes are "
              + String.join(", ", test)
              + ", but those of "
              + DataProperties.PATH
              + " are "
              + String.join(", ", train)
              + " (one folder for each class in both)");
    }
  }
}
