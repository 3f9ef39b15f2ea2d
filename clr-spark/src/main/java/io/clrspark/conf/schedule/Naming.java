package io.clrspark.conf.schedule;

import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import io.clrspark.schedule.InvalidScheduleException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Makes errors of schedules name properties. */
final class Naming {
  /** Names each option by its property. */
  static final UnaryOperator<String> KEY = Property.PREFIX::concat;

  private Naming() {}

  static <T> T named(UnaryOperator<String> naming, Supplier<T> part) {
    try {
      return part.get();
    } catch (InvalidScheduleException e) {
      throw new InvalidPropertyException(e.messageWith(naming), e);
    }
  }
}
