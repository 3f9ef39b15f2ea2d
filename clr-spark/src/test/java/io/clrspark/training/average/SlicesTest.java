package io.clrspark.training.average;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.NetworkState;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlicesTest {

  @Property(tries = 200)
  void slices_pasted_areTheWhole(
      @ForAll @IntRange(max = 50) int numbers,
      @ForAll @IntRange(min = 1, max = 9) int count,
      @ForAll long seed) {
    byte[] parameters = new byte[numbers * 4];
    byte[] updater = new byte[numbers * 8];
    Random random = new Random(seed);
    random.nextBytes(parameters);
    random.nextBytes(updater);
    Slices slices = new Slices(count, 4);
    NetworkState whole = new NetworkState(new byte[parameters.length], new byte[updater.length]);
    for (int slice = 0; slice < count; slice++) {
      NetworkState part = slices.cut(new NetworkState(parameters, updater), slice);
      assertThat(part.parameters().length % 4).isZero();
      slices.paste(part, slice, whole);
    }
    assertThat(whole.parameters()).isEqualTo(parameters);
    assertThat(whole.updater()).isEqualTo(updater);
  }
}
