package io.clrspark.input.scan;

import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import io.clrspark.source.RowFilter;
import io.clrspark.source.encode.Category;
import io.clrspark.source.scale.FeatureStatistics;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.apache.spark.api.java.JavaRDD;
import org.jspecify.annotations.Nullable;

/**
 * The labels, weights and categories of rows to train on and of rows held out, and statistics of
 * the features of the former.
 */
@Internal
public final class SideScan implements Serializable {

  private static final long serialVersionUID = 1L;

  private final TreeMap<Long, Long> train = new TreeMap<>();
  private final TreeMap<Long, Long> test = new TreeMap<>();
  private final TreeMap<Long, FeatureStatistics> weights = new TreeMap<>();
  private final long[][] trainValues;
  private final long[][] testValues;
  private @Nullable FeatureStatistics statistics;

  private SideScan(List<Category> categories) {
    trainValues = counts(categories);
    testValues = counts(categories);
  }

  /** A count for each value of each category, the last for rows of none. */
  private static long[][] counts(List<Category> categories) {
    return categories.stream()
        .map(category -> new long[category.found().size() + 1])
        .toArray(long[][]::new);
  }

  /**
   * What to find out.
   *
   * @param features numbers of a row without its categories, which shorter rows fill with zeros
   * @param divisor what numbers are divided by
   * @param alike successive features that statistics take together; 0 for no statistics
   * @param categories the last features of a row
   * @param hasClasses whether a row's first label is a class number
   * @param isWeighted whether a row's last label is a weight
   */
  public record Questions(
      int features,
      double divisor,
      int alike,
      List<Category> categories,
      boolean hasClasses,
      boolean isWeighted)
      implements Serializable {

    private boolean wantsStatistics() {
      return alike > 0 && features % alike == 0; // another shape is reported later
    }

    private FeatureStatistics statistics() {
      return new FeatureStatistics(wantsStatistics() ? features : 1, Math.max(1, alike));
    }
  }

  /**
   * Reads all rows again, as numbers, in one Spark job.
   *
   * @param heldOut which rows are held out
   */
  public static SideScan of(JavaRDD<RowBlock> rows, RowFilter heldOut, Questions questions) {
    SideScan all = new SideScan(questions.categories());
    rows.mapPartitionsWithIndex(
            (partition, blocks) -> List.of(of(partition, blocks, heldOut, questions)).iterator(),
            true)
        .collect()
        .forEach(all::add);
    return all;
  }

  private static SideScan of(
      int partition, Iterator<RowBlock> blocks, RowFilter heldOut, Questions questions) {
    SideScan side = new SideScan(questions.categories());
    FeatureStatistics statistics = questions.statistics();
    NumberBuffer numbers = new NumberBuffer();
    blocks.forEachRemaining(
        block -> {
          LongPredicate isTest = heldOut.of(partition, block.place());
          for (int row = 0; row < block.count(); row++) {
            side.add(block, row, isTest.test(block.first() + row), questions, numbers, statistics);
          }
        });
    side.statistics = questions.wantsStatistics() && !side.train.isEmpty() ? statistics : null;
    return side;
  }

  private void add(
      RowBlock block,
      int row,
      boolean isTest,
      Questions questions,
      NumberBuffer numbers,
      FeatureStatistics statistics) {
    long label = questions.hasClasses() ? (long) block.label(row) : 0;
    (isTest ? test : train).merge(label, 1L, Long::sum);
    if (questions.isWeighted() && !isTest) {
      block.labels(row, numbers);
      double weight = numbers.get(numbers.size() - 1);
      numbers.clear();
      numbers.add(weight);
      weights.computeIfAbsent(label, any -> new FeatureStatistics(1, 1)).add(numbers);
    }
    boolean counts = questions.wantsStatistics() && !isTest;
    if (counts || !questions.categories().isEmpty()) {
      block.features(row, numbers);
      countValues(numbers, isTest ? testValues : trainValues);
      numbers.truncate(numbers.size() - trainValues.length);
      if (counts) {
        numbers.fill(questions.features());
        numbers.divide(questions.divisor());
        statistics.add(numbers);
      }
    }
  }

  private static void countValues(NumberBuffer features, long[][] counts) {
    for (int i = 0; i < counts.length; i++) {
      int value = (int) features.get(features.size() - counts.length + i);
      counts[i][value == Category.NONE ? counts[i].length - 1 : value]++;
    }
  }

  private void add(SideScan other) {
    other.train.forEach((label, count) -> train.merge(label, count, Long::sum));
    other.test.forEach((label, count) -> test.merge(label, count, Long::sum));
    other.weights.forEach(
        (label, sums) ->
            weights.merge(
                label,
                sums,
                (one, more) -> {
                  one.add(more);
                  return one;
                }));
    add(trainValues, other.trainValues);
    add(testValues, other.testValues);
    if (statistics == null) {
      statistics = other.statistics;
    } else if (other.statistics != null) {
      statistics.add(other.statistics);
    }
  }

  private static void add(long[][] sums, long[][] others) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += others[i][j];
      }
    }
  }

  /** How many rows to train on have each label; 0 stands for all labels that are no classes. */
  public SortedMap<Long, Long> train() {
    return train;
  }

  /** How many rows held out have each label; 0 stands for all labels that are no classes. */
  public SortedMap<Long, Long> test() {
    return test;
  }

  /** How many rows to train on have each value of a category, by its number. */
  public long[] values(int category) {
    return trainValues[category];
  }

  /**
   * How many held-out rows have a value of a category that no row to train on has.
   *
   * @param training the scan of the rows to train on
   */
  public long unknown(int category, SideScan training) {
    long[] known = training.trainValues[category];
    long unknown = 0;
    for (int value = 0; value < known.length; value++) {
      boolean isNone = value == known.length - 1 || known[value] == 0;
      unknown += isNone ? testValues[category][value] : 0;
    }
    return unknown;
  }

  /** The statistics of the rows to train on; null if none were wanted. */
  public @Nullable FeatureStatistics statistics() {
    return statistics;
  }

  /**
   * The mean weight of the rows to train on.
   *
   * @param ofClasses what multiplies the weights of each class's rows; empty for nothing
   */
  public double meanWeight(double[] ofClasses) {
    double sum = 0;
    long rows = 0;
    for (Map.Entry<Long, Long> label : train.entrySet()) {
      FeatureStatistics ofRows = weights.get(label.getKey());
      double weight = ofRows == null ? 1 : ofRows.mean(0);
      double factor = ofClasses.length == 0 ? 1 : ofClasses[label.getKey().intValue()];
      sum += weight * factor * label.getValue();
      rows += label.getValue();
    }
    return sum / rows;
  }
}
