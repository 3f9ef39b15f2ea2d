package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers against exact arithmetic, and the bits that earlier runs were trained with. */
class PowersTest {

  private static final double GAMMA = 0.99999994;
  private static final int ULPS = 4;

  @ParameterizedTest
  @ValueSource(
      ints = {
        0,
        1,
        2,
        2047,
        2048,
        2049,
        4095,
        4096,
        4_194_303,
        4_194_304,
        4_194_305,
        4_196_352,
        1_000_000_000,
        Integer.MAX_VALUE
      })
  void power_whereAPartOfTheExponentChanges_isWithinFourUlp(int n) {
    assertClose(GAMMA, n);
  }

  @Property(tries = 300)
  void power_ofAnyNumber_isWithinFourUlp(
      @ForAll @DoubleRange(min = 0.9999, max = 1) @Scale(9) double base,
      @ForAll @IntRange(min = 0, max = 6_000_000) int n) {
    assertClose(base, n);
  }

  @ParameterizedTest
  @ValueSource(longs = {1L << 33, (1L << 33) + 4097})
  void power_of33BitsOrMore_isStrictMaths(long n) {
    assertThat(Powers.of(GAMMA, n)).isEqualTo(StrictMath.pow(GAMMA, (double) n));
  }

  @ParameterizedTest
  @CsvSource({
    "2047, 0x1.ffefe718fcf9bp-1",
    "2048, 0x1.ffefe515a7c8cp-1",
    "4194303, 0x1.8e15d9b56e567p-1",
    "6000001, 0x1.6535d3302b2c9p-1",
    "20000003, 0x1.346c3d0d3601cp-2"
  })
  void power_hasTheBitsOfEarlierRuns(long n, String bits) {
    assertThat(Powers.of(GAMMA, n)).isEqualTo(Double.parseDouble(bits));
  }

  private static void assertClose(double base, int n) {
    double power = Powers.of(base, n);
    BigDecimal error = new BigDecimal(power).subtract(Exact.power(base, n)).abs();
    assertThat(error).isLessThanOrEqualTo(new BigDecimal(ULPS * Math.ulp(power)));
  }
}
