package io.clrspark.source.scale;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.source.NumberBuffer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Sums without rounding, and what follows from them. */
class FeatureStatisticsTest {

  @Property(tries = 300)
  void sums_areExact(
      @ForAll @Size(max = 40) List<@DoubleRange(min = -1e80, max = 1e80) Double> values) {
    ExactSums sums = new ExactSums(2);
    BigDecimal expected = BigDecimal.ZERO;
    for (double value : values) {
      sums.add(1, value);
      expected = expected.add(new BigDecimal(value));
    }
    BigDecimal unit = new BigDecimal(BigInteger.ONE.shiftLeft(1074));
    assertThat(new BigDecimal(sums.sum(1))).isEqualByComparingTo(expected.multiply(unit));
    assertThat(sums.sum(0)).isZero();
  }

  @Test
  void tinyAndLargeNumbers_loseNothing() {
    ExactSums sums = new ExactSums(1);
    for (double value : new double[] {Double.MIN_VALUE, 1e89, -0.0, -1e89, -2 * Double.MIN_VALUE}) {
      sums.add(0, value);
    }
    assertThat(sums.sum(0)).isEqualTo(BigInteger.ONE.negate());
  }

  @Test
  void statistics_areThoseOfAllRows_inAnyOrderAndSplit() {
    List<double[]> rows = new ArrayList<>();
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      rows.add(new double[] {1e6 + random.nextGaussian(), 7, random.nextInt(256) / 255.0});
    }
    FeatureStatistics whole = of(rows, 1);
    assertThat(whole.mean(1)).isEqualTo(7);
    assertThat(whole.deviation(1)).isZero();
    assertThat(whole.deviation(0)).isBetween(0.9, 1.1);
    Collections.shuffle(rows, new Random(2));
    FeatureStatistics parts = of(rows.subList(0, 123), 1);
    parts.add(of(rows.subList(123, 500), 1));
    for (int feature = 0; feature < 3; feature++) {
      assertThat(parts.mean(feature)).isEqualTo(whole.mean(feature));
      assertThat(parts.deviation(feature)).isEqualTo(whole.deviation(feature));
      assertThat(parts.smallest(feature)).isEqualTo(whole.smallest(feature));
      assertThat(parts.largest(feature)).isEqualTo(whole.largest(feature));
    }
  }

  @Test
  void channel_countsItsFeaturesTogether() {
    FeatureStatistics statistics = of(List.of(new double[] {1, 3, 10, 10}), 2);
    assertThat(statistics.ofGroups(statistics::mean)).hasSize(2);
    assertThat(statistics.mean(0)).isEqualTo(2);
    assertThat(statistics.deviation(0)).isEqualTo(1);
    assertThat(statistics.mean(1)).isEqualTo(10);
  }

  private static FeatureStatistics of(List<double[]> rows, int alike) {
    FeatureStatistics statistics = new FeatureStatistics(rows.get(0).length, alike);
    NumberBuffer numbers = new NumberBuffer();
    for (double[] row : rows) {
      numbers.clear();
      for (double value : row) {
        numbers.add(value);
      }
      statistics.add(numbers);
    }
    return statistics;
  }
}
