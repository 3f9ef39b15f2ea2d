package io.clrspark.schedule;

import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/** What a custom {@link ScaleFunction} is evaluated on. */
public enum ScaleMode {
  /** The number of the cycle since the last reset: 1, 2, 3 ... */
  CYCLE("cycle"),
  /** The iterations since the last reset: 0, 1, 2 ... */
  ITERATIONS("iterations");

  private final String propertyName;

  ScaleMode(String propertyName) {
    this.propertyName = propertyName;
  }

  /** The name in properties and JSON, such as {@code cycle}. */
  @JsonValue
  public String propertyName() {
    return propertyName;
  }

  /**
   * The scale mode of that name.
   *
   * @param name as {@link #propertyName()} gives it; case does not matter
   * @throws InvalidScheduleException if there is no such scale mode
   */
  @JsonCreator
  public static ScaleMode of(String name) {
    for (ScaleMode mode : values()) {
      if (mode.propertyName.equalsIgnoreCase(name.strip())) {
        return mode;
      }
    }
    throw new InvalidScheduleException("scaleMode", name, "must be one of cycle, iterations");
  }

  @Override
  public String toString() {
    return propertyName;
  }
}
