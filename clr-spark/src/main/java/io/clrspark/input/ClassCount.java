package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.FileSource;
import java.util.List;

/** The number of classes that the labels have. */
final class ClassCount {

  /** So many classes are allowed even if there are fewer rows. */
  private static final int FEW = 1000;

  private ClassCount() {}

  /** The number that is known before the rows are read; 0 if the rows decide. */
  static int known(ClrConf conf, FileSource<?> source, int units) {
    int named = source.classes().size();
    return conf.set(DataProperties.CLASSES).orElse(named > 0 ? named : units);
  }

  /**
   * The number of classes.
   *
   * @param known the number known before the rows were read; 0 if the largest label decides
   * @throws ClrException if the labels can hardly be class numbers, or there is only one class
   */
  static int of(ClrConf conf, int known, DataScan scan) {
    long classes = known > 0 ? known : scan.largestLabel() + 1;
    if (known == 0 && classes > Math.max(FEW, scan.train() + scan.test())) {
      throw invalid(
          conf,
          "its largest label is %s, of fewer rows: is it the label? Set %s if so"
              .formatted(classes - 1, DataProperties.CLASSES));
    }
    if (classes == 1) {
      throw invalid(conf, "its labels are all 0: a classifier needs two classes");
    }
    return Math.toIntExact(classes);
  }

  private static ClrException invalid(ClrConf conf, String reason) {
    return ClrException.invalid(
        DataProperties.LABEL_COLUMN, conf.get(DataProperties.LABEL_COLUMN), reason);
  }

  /**
   * @throws ClrException if the held-out files name other classes than the training files
   */
  static void requireSame(List<String> test, List<String> train) {
    if (!test.equals(train)) {
      throw new ClrException(
          "Invalid %s: its classes are %s, but those of %s are %s (one folder for each class in both)"
              .formatted(
                  DataProperties.TEST_PATH,
                  String.join(", ", test),
                  DataProperties.PATH,
                  String.join(", ", train)));
    }
  }
}
