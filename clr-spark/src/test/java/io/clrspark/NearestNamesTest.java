package io.clrspark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

  @Test
  void nearestFirst_regardlessOfCase() {
    List<String> known = List.of("stepSize", "maxLr", "baseLr");
    assertThat(NearestNames.of("BASELR", known, 1)).containsExactly("baseLr");
    assertThat(NearestNames.of("maxlrr", known, 2)).containsExactly("maxLr", "baseLr");
    assertThat(NearestNames.of("steps", known, 1)).containsExactly("stepSize");
  }

  @Test
  void equallyNear_keepTheirOrder() {
    assertThat(NearestNames.of("ab", List.of("ac", "ad", "abc"), 3))
        .containsExactly("ac", "ad", "abc");
  }

  @Test
  void fewerKnownThanWanted_givesAll() {
    assertThat(NearestNames.of("", List.of("x"), 5)).containsExactly("x");
  }
}
