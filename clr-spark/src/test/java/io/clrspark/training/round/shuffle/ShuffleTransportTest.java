package io.clrspark.training.round.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.Averaging;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the workers' states are averaged. */
class ShuffleTransportTest {

  private static final long LIMIT = 128L << 20;

  @Test
  void auto_onACluster_isOnExecutors_from128MebibytesARound() {
    assertThat(ShuffleTransport.isUsed(Averaging.AUTO, LIMIT / 8 - 1, 8, false)).isFalse();
    assertThat(ShuffleTransport.isUsed(Averaging.AUTO, LIMIT / 8, 8, false)).isTrue();
    assertThat(ShuffleTransport.isUsed(Averaging.AUTO, LIMIT, 1, false)).isTrue();
    assertThat(ShuffleTransport.isUsed(Averaging.AUTO, Integer.MAX_VALUE, 1000, false)).isTrue();
  }

  @Test
  void auto_inTheDriversProcess_isOnTheDriver() {
    assertThat(ShuffleTransport.isUsed(Averaging.AUTO, LIMIT, 8, true)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0, true", "0, false", "134217728, true", "134217728, false"})
  void otherThanAuto_isAsItSays(long bytes, boolean isHere) {
    assertThat(ShuffleTransport.isUsed(Averaging.DRIVER, bytes, 2, isHere)).isFalse();
    assertThat(ShuffleTransport.isUsed(Averaging.EXECUTORS, bytes, 2, isHere)).isTrue();
  }
}
