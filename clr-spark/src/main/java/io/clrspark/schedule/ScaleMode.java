package io.clrspark.schedule;

import java.util.Locale;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonValue;

/** What a custom {@link ScaleFunction} is evaluated on. */
public enum ScaleMode {
  /** The number of the cycle since the last reset: 1, 2, 3 ... */
  CYCLE,
  /** The iterations since the last reset: 0, 1, 2 ... */
  ITERATIONS;

  /**
   * The scale mode of that name; case does not matter.
   *
   * @throws InvalidScheduleException if there is no such scale mode
   */
  @JsonCreator
  public static ScaleMode of(String name) {
    return Rules.choice("scaleMode", name, ScaleMode.class);
  }

  /** The name in properties and JSON, such as {@code cycle}. */
  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
