package io.clrspark.schedule.shape;

import io.clrspark.PlainNumber;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import io.clrspark.schedule.Schedule;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * The base of schedules whose JSON is their fields: a subclass has a {@code @JsonCreator}
 * constructor that checks them, and the formula. Fields that are computed of others are
 * {@code @JsonIgnore}.
 */
@JsonAutoDetect(
    fieldVisibility = Visibility.ANY,
    getterVisibility = Visibility.NONE,
    isGetterVisibility = Visibility.NONE)
public abstract class Shape implements Schedule {
  private static final long serialVersionUID = 1L;

  /** The rate of an iteration, which is not negative. */
  protected abstract double rate(long n);

  /** The phase of an iteration, which is not negative. */
  protected abstract Phase phase(long n);

  /** The fields as in JSON, in order: what makes two schedules equal, and their text. */
  protected abstract Map<String, Object> settings();

  /** A phase that an iteration before its end is in, or else what comes after it. */
  static Phase orAfter(long n, Phase phase) {
    return n < phase.end() ? phase : new Phase(Phase.AFTER, phase.end(), Phase.ENDLESS);
  }

  @Override
  public final double rateAt(long iteration) {
    return rate(Rules.notNegative("iteration", iteration));
  }

  @Override
  public final Phase phaseAt(long iteration) {
    return phase(Rules.notNegative("iteration", iteration));
  }

  @Override
  public final Shape clone() {
    return this;
  }

  @Override
  public final boolean equals(@Nullable Object other) {
    return other instanceof Shape that
        && getClass() == that.getClass()
        && settings().equals(that.settings());
  }

  @Override
  public final int hashCode() {
    // Texts, because an enum's hash differs from one JVM to the next.
    return toString().hashCode();
  }

  @Override
  public final String toString() {
    return settings().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + text(setting.getValue()))
        .collect(Collectors.joining(", ", getClass().getSimpleName() + "(", ")"));
  }

  private static String text(Object value) {
    return value instanceof Double number ? PlainNumber.of(number) : value.toString();
  }
}
