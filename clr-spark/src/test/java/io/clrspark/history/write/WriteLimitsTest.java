package io.clrspark.history.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WriteLimitsTest {

  @Test
  void interval_growsWithTheRun_toFiveMinutes() {
    WriteLimits limits = WriteLimits.DEFAULT;
    assertThat(limits.intervalAt(Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
    assertThat(limits.intervalAt(Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(36));
    assertThat(limits.intervalAt(Duration.ofDays(3))).isEqualTo(Duration.ofMinutes(5));
  }
}
