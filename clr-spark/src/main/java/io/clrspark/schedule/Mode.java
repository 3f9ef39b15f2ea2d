package io.clrspark.schedule;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/**
 * The built-in policies: how a cycle's amplitude changes as training goes on (Smith, arXiv
 * 1506.01186, section 3).
 */
public enum Mode {
  /** Always the whole range: scale = 1. */
  TRIANGULAR("triangular"),
  /** Half the range of the cycle before: scale = 1 / 2^(cycle - 1). */
  TRIANGULAR2("triangular2"),
  /** Decays with every iteration: scale = gamma^n, n in iterations since the last reset. */
  EXP_RANGE("exp_range");

  private final String propertyName;

  Mode(String propertyName) {
    this.propertyName = propertyName;
  }

  /** The name in properties and JSON, such as {@code exp_range}. */
  @JsonValue
  public String propertyName() {
    return propertyName;
  }

  /**
   * The mode of that name.
   *
   * @param name as {@link #propertyName()} gives it; case does not matter
   * @throws InvalidScheduleException if there is no such mode
   */
  @JsonCreator
  public static Mode of(String name) {
    for (Mode mode : values()) {
      if (mode.propertyName.equalsIgnoreCase(name.strip())) {
        return mode;
      }
    }
    throw new InvalidScheduleException(
        "mode", name, "must be one of triangular, triangular2, exp_range");
  }

  @Override
  public String toString() {
    return propertyName;
  }
}
