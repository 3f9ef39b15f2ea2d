package io.clrspark.schedule;

import java.util.Locale;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * The built-in policies: how a cycle's amplitude changes as training goes on (Smith, arXiv
 * 1506.01186, section 3).
 */
public enum Mode {
  /** Always the whole range: scale = 1. */
  TRIANGULAR,
  /** Half the range of the cycle before: scale = 1 / 2^(cycle - 1). */
  TRIANGULAR2,
  /** Decays with every iteration: scale = gamma^n, n in iterations since the last reset. */
  EXP_RANGE,
  /**
   * As exp_range, but both bounds decay, as the paper's text has it: the rate is that of
   * triangular, times gamma^n.
   */
  EXP_RANGE_BOUNDS;

  /** Whether a gamma belongs to it. */
  boolean hasGamma() {
    return this == EXP_RANGE || this == EXP_RANGE_BOUNDS;
  }

  /**
   * The mode of that name; case does not matter.
   *
   * @throws InvalidScheduleException if there is no such mode
   */
  @JsonCreator
  public static Mode of(String name) {
    return Rules.choice("mode", name, Mode.class);
  }

  /** The name in properties and JSON, such as {@code exp_range}. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
