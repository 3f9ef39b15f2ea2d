package io.clrspark.source.scale;

import io.clrspark.Internal;
import io.clrspark.source.NumberBuffer;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Mean, standard deviation (of the whole population), smallest and largest value of each feature,
 * or of all features of a channel, of those that are not missing. The same for any split of the
 * rows.
 */
@Internal
public final class FeatureStatistics implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final MathContext DIGITS = new MathContext(120);
  private static final BigDecimal UNIT = new BigDecimal(BigInteger.ONE.shiftLeft(1074));

  private final int groupSize;
  private final double[] smallest;
  private final double[] largest;
  private final ExactSums sums;
  private final ExactSums squares;
  private final long[] counts;

  /**
   * @param features features per row
   * @param groupSize successive features that are counted together: 1, or all of a channel
   */
  public FeatureStatistics(int features, int groupSize) {
    int groups = features / groupSize;
    this.groupSize = groupSize;
    this.smallest = new double[groups];
    this.largest = new double[groups];
    this.sums = new ExactSums(groups);
    this.squares = new ExactSums(groups);
    this.counts = new long[groups];
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  /** Adds a row. A missing number (NaN) does not count. */
  public void add(NumberBuffer row) {
    for (int i = 0; i < row.size(); i++) {
      int group = i / groupSize;
      double value = row.get(i);
      if (Double.isNaN(value)) {
        continue;
      }
      counts[group]++;
      smallest[group] = Math.min(smallest[group], value);
      largest[group] = Math.max(largest[group], value);
      double square = value * value;
      sums.add(group, value);
      squares.add(group, square);
      squares.add(group, Math.fma(value, value, -square)); // the rounding error
    }
    for (int i = 0; i < groupSize; i++) {
      sums.rowDone();
      squares.rowDone();
      squares.rowDone();
    }
  }

  /** Adds other rows, of as many features. */
  public void add(FeatureStatistics other) {
    sums.add(other.sums);
    squares.add(other.squares);
    for (int group = 0; group < smallest.length; group++) {
      counts[group] += other.counts[group];
      smallest[group] = Math.min(smallest[group], other.smallest[group]);
      largest[group] = Math.max(largest[group], other.largest[group]);
    }
  }

  /** A statistic of every group. */
  double[] ofGroups(IntToDoubleFunction statistic) {
    return IntStream.range(0, smallest.length).mapToDouble(statistic).toArray();
  }

  double smallest(int group) {
    return smallest[group];
  }

  double largest(int group) {
    return largest[group];
  }

  /** How many features, or channels, there are. */
  public int groups() {
    return counts.length;
  }

  /** How many numbers of a group there are. */
  public long count(int group) {
    return counts[group];
  }

  /** The means of all groups. */
  public double[] means() {
    return ofGroups(this::mean);
  }

  /** The mean of a group. */
  public double mean(int group) {
    return exactMean(group).doubleValue();
  }

  private BigDecimal exactMean(int group) {
    return perValue(sums.sum(group), group);
  }

  private BigDecimal perValue(BigInteger sum, int group) {
    BigDecimal values = BigDecimal.valueOf(counts[group]);
    return new BigDecimal(sum).divide(UNIT, DIGITS).divide(values, DIGITS);
  }

  /** The standard deviation of a group. */
  public double deviation(int group) {
    BigDecimal mean = exactMean(group);
    BigDecimal variance =
        perValue(squares.sum(group), group).subtract(mean.multiply(mean, DIGITS), DIGITS);
    return Math.sqrt(Math.max(0, variance.doubleValue()));
  }
}
