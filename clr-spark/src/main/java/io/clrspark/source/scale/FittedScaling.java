package io.clrspark.source.scale;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.NumberBuffer;
import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Scales features to {@code (x - offset) / range}, by statistics of each feature or of each
 * channel, as DL4J's normalizers do: by mean and standard deviation, or by the smallest and largest
 * value. A feature that is the same in all rows becomes 0. Sent to the tasks.
 */
@Internal
public final class FittedScaling implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean standardizes;
  private final double[] offsets;
  private final double[] ranges;

  private FittedScaling(boolean standardizes, double[] offsets, double[] ranges) {
    this.standardizes = standardizes;
    this.offsets = offsets;
    this.ranges = Arrays.stream(ranges).map(range -> range == 0 ? 1 : range).toArray();
  }

  /** Scales to a mean of 0 and a standard deviation of 1. */
  public static FittedScaling standardizing(FeatureStatistics statistics) {
    return new FittedScaling(
        true, statistics.ofGroups(statistics::mean), statistics.ofGroups(statistics::deviation));
  }

  /** Scales to the range from 0 to 1. */
  public static FittedScaling toUnitRange(FeatureStatistics statistics) {
    return new FittedScaling(
        false,
        statistics.ofGroups(statistics::smallest),
        statistics.ofGroups(group -> statistics.largest(group) - statistics.smallest(group)));
  }

  /** Leaves so many features, or channels, as they are. */
  public static FittedScaling none(int groups) {
    double[] ones = new double[groups];
    Arrays.fill(ones, 1);
    return new FittedScaling(false, new double[groups], ones);
  }

  /**
   * The scaling of a normalizer of DL4J.
   *
   * @param divisor features are divided by it before they are scaled
   * @throws ClrException if it is not of a kind that {@link #normalizer} gives
   */
  public static FittedScaling of(Normalizer<?> normalizer, double divisor) {
    if (normalizer instanceof NormalizerStandardize standard) {
      return new FittedScaling(
          true, vector(standard.getMean(), divisor), vector(standard.getStd(), divisor));
    }
    if (normalizer instanceof NormalizerMinMaxScaler unit
        && unit.getTargetMin() == 0
        && unit.getTargetMax() == 1) {
      return new FittedScaling(
          false, vector(unit.getMin(), divisor), vector(unit.getMax().sub(unit.getMin()), divisor));
    }
    throw new ClrException(
        "Cannot scale by the loaded model's normalizer: %s is neither NormalizerStandardize nor"
                .formatted(normalizer.getClass().getSimpleName())
            + " NormalizerMinMaxScaler to 0..1. Set %s.".formatted(DataProperties.SCALE));
  }

  /** Scales a row. */
  public void apply(NumberBuffer row) {
    row.scale(offsets, ranges);
  }

  /** The number of features, or of channels. */
  public int groups() {
    return offsets.length;
  }

  /**
   * The same scaling as a normalizer of DL4J, in type double.
   *
   * @param divisor features were divided by it before they were scaled; the normalizer includes it
   * @param more further features, which stay as they are
   */
  public DataNormalization normalizer(double divisor, int more) {
    INDArray offset = row(followed(offsets, divisor, 0, more));
    INDArray range = row(followed(ranges, divisor, 1, more));
    if (standardizes) {
      return new NormalizerStandardize(offset, range);
    }
    NormalizerMinMaxScaler unit = new NormalizerMinMaxScaler(0, 1);
    unit.setFeatureStats(offset, offset.add(range));
    return unit;
  }

  /** The scaling of the first features, or channels, alone. */
  public FittedScaling first(int groups) {
    return new FittedScaling(
        standardizes, Arrays.copyOf(offsets, groups), Arrays.copyOf(ranges, groups));
  }

  private static double[] followed(double[] values, double factor, double next, int more) {
    double[] all = Arrays.copyOf(values, values.length + more);
    for (int i = 0; i < all.length; i++) {
      all[i] = i < values.length ? all[i] * factor : next;
    }
    return all;
  }

  private static double[] vector(INDArray row, double divisor) {
    return row.reshape(row.length()).div(divisor).toDoubleVector();
  }

  private static INDArray row(double[] values) {
    return Nd4j.createFromArray(new double[][] {values});
  }
}
