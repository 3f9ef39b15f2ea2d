package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RatesTest {

  @Test
  void rates_areThoseOfEachIteration() {
    CyclicLR schedule = CyclicLR.triangular2(0.001, 0.006, 10);
    assertThat(Rates.of(schedule, 29, 3))
        .containsExactly(schedule.rateAt(29), schedule.rateAt(30), schedule.rateAt(31));
    assertThat(Rates.of(schedule, 0, 0)).isEmpty();
  }

  @Test
  void negativeNumbers_areRefused() {
    CyclicLR schedule = CyclicLR.triangular(0.001, 0.006, 10);
    assertThatThrownBy(() -> Rates.of(schedule, 0, -1))
        .hasMessage("Invalid iterations: -1 (must be >= 0)");
    assertThatThrownBy(() -> Rates.of(schedule, -1, 1))
        .hasMessage("Invalid first: -1 (must be >= 0)");
  }
}
