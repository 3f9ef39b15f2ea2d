package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.Task;
import io.clrspark.input.scan.SideScan;
import io.clrspark.source.file.FileSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The classes that the labels have. */
final class ClassCount {

  /** So many classes are allowed even if there are fewer rows. */
  private static final int FEW = 1000;

  /** With more classes and fewer rows of each, labels may be numbers to predict. */
  private static final int MANY = 30;

  private static final int ROWS = 30;
  private static final int SHOWN = 5;

  private final ClrConf conf;
  private final FileSource source;

  ClassCount(ClrConf conf, FileSource source) {
    this.conf = conf;
    this.source = source;
  }

  /** The number that is known before the rows are read; 0 if the rows decide. */
  static int known(ClrConf conf, FileSource source, int units) {
    int named = source.classes().size();
    return conf.set(DataProperties.CLASSES).orElse(named > 0 ? named : units);
  }

  /**
   * The number of classes.
   *
   * @param known the number known before the rows were read; 0 if the largest label decides
   * @param counts how many rows there are of each
   * @throws ClrException if the labels can hardly be class numbers, or there is only one class
   */
  int of(int known, SideScan counts) {
    TreeMap<Long, Long> all = new TreeMap<>(counts.train());
    counts.test().forEach((label, count) -> all.merge(label, count, Long::sum));
    long classes = known > 0 ? known : all.lastKey() + 1;
    if (known == 0 && classes > Math.max(FEW, sum(all))) {
      throw invalid(
          "its largest label is %s, of fewer rows: is it the label? Set %s if so"
              .formatted(classes - 1, DataProperties.CLASSES));
    }
    if (classes == 1) {
      throw invalid("its labels are all 0: a classifier needs two classes");
    }
    return Math.toIntExact(classes);
  }

  private ClrException invalid(String reason) {
    return ClrException.invalid(
        DataProperties.LABEL_COLUMN,
        DataProperties.LABEL_COLUMN.format(conf.get(DataProperties.LABEL_COLUMN)),
        reason);
  }

  /** Says which classes are not there, and what may be no classes. */
  void note(int classes, SortedMap<Long, Long> train, Map<Long, Long> test, Consumer<String> to) {
    String missing = missing(classes, train);
    if (!missing.isEmpty()) {
      boolean isFromOne = !train.containsKey(0L) && conf.set(DataProperties.CLASS_NAMES).isEmpty();
      to.accept(
          "No row to train on has the class %s, of %d.%s"
              .formatted(
                  missing,
                  classes,
                  isFromOne
                      ? " If the labels start at %d, name them in %s: %s."
                          .formatted(train.firstKey(), DataProperties.CLASS_NAMES, names(train))
                      : ""));
    }
    List<Long> untrained =
        test.keySet().stream().filter(label -> !train.containsKey(label)).toList();
    if (!untrained.isEmpty()) {
      to.accept(
          "Held-out rows have the class %s, which no row to train on has."
              .formatted(shown(untrained.stream().mapToLong(label -> label), untrained.size())));
    }
    if (!test.isEmpty() && test.size() < train.size() && classes <= FEW) {
      List<Long> untested =
          train.keySet().stream().filter(label -> !test.containsKey(label)).toList();
      to.accept(
          "No held-out row has the class %s."
              .formatted(shown(untested.stream().mapToLong(label -> label), untested.size())));
    }
    if (conf.set(DataProperties.CLASSES).isEmpty()
        && source.classes().isEmpty()
        && train.size() > MANY
        && sum(train) < (long) ROWS * train.size()) {
      to.accept(
          ("The labels are %d whole numbers from %d to %d, each trained as a class. If they are numbers"
                  + " to predict, set %s = %s.")
              .formatted(
                  train.size(),
                  train.firstKey(),
                  train.lastKey(),
                  DataProperties.TASK,
                  Task.REGRESSION));
    }
  }

  private static String names(SortedMap<Long, Long> train) {
    return train.size() > SHOWN * 2
        ? train.firstKey() + "," + (train.firstKey() + 1) + ",..." + train.lastKey()
        : train.keySet().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private String missing(int classes, SortedMap<Long, Long> counts) {
    long missing = (long) classes - counts.size();
    return missing <= 0
        ? ""
        : shown(LongStream.range(0, classes).filter(label -> !counts.containsKey(label)), missing);
  }

  private String shown(LongStream labels, long count) {
    LongFunction<String> name =
        label -> source.classes().isEmpty() ? "" + label : source.classes().get((int) label);
    String some = labels.limit(SHOWN).mapToObj(name).collect(Collectors.joining(", "));
    return count > SHOWN ? some + " and " + (count - SHOWN) + " more" : some;
  }

  static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(count -> count).sum();
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
