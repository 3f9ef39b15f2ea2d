package io.clrspark.training.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.training.round.shuffle.ExecutorAverage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the workers' states are averaged. */
class AveragingTest {

  private static final long LIMIT = 128L << 20;

  @Test
  void auto_onACluster_isOnExecutors_from128MebibytesARound() {
    assertThat(ExecutorAverage.isUsed(Averaging.AUTO, LIMIT / 8 - 1, 8, false)).isFalse();
    assertThat(ExecutorAverage.isUsed(Averaging.AUTO, LIMIT / 8, 8, false)).isTrue();
    assertThat(ExecutorAverage.isUsed(Averaging.AUTO, LIMIT, 1, false)).isTrue();
    assertThat(ExecutorAverage.isUsed(Averaging.AUTO, Integer.MAX_VALUE, 1000, false)).isTrue();
  }

  @Test
  void auto_inTheDriversProcess_isOnTheDriver() {
    assertThat(ExecutorAverage.isUsed(Averaging.AUTO, LIMIT, 8, true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "134217728, true", "134217728, false"})
  void otherThanAuto_isAsItSays(long bytes, boolean isHere) {
    assertThat(ExecutorAverage.isUsed(Averaging.DRIVER, bytes, 2, isHere)).isFalse();
    assertThat(ExecutorAverage.isUsed(Averaging.EXECUTORS, bytes, 2, isHere)).isTrue();
  }
}
