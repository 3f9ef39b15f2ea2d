package io.clrspark.conf;

import io.clrspark.schedule.InvalidScheduleException;
import java.util.Optional;

/**
 * One property: its key, what it takes, its default, and what it is for.
 *
 * @param <T> what its text becomes
 */
public final class Property<T> {

  private final String key;
  private final ValueType<T> type;
  private final String standard;
  private final String doc;

  Property(String name, ValueType<T> type, String standard, String doc) {
    this.key = ClrConf.PREFIX + name;
    this.type = type;
    this.standard = standard;
    this.doc = doc;
  }

  /** The full key, such as {@code spark.clr.baseLr}. */
  public String key() {
    return key;
  }

  /** The key with a number in place of its {@code N}. */
  String key(int number) {
    return key.replace(".N.", "." + number + ".");
  }

  /** The type's name in the documentation. */
  public String type() {
    return type.name();
  }

  /** The default as a user would write it; empty when there is none. */
  public Optional<String> standard() {
    return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
  }

  /** What the text must be. */
  public String rule() {
    return type.rule();
  }

  /** What it is for, in one line. */
  public String doc() {
    return doc;
  }

  /**
   * The value of a text.
   *
   * @throws InvalidPropertyException if the text breaks the rule
   */
  T parse(String text) {
    return parse(key, text);
  }

  /** The value of a text that stands under a key of its own, as numbered ones do. */
  T parse(String actualKey, String text) {
    Optional<T> value;
    try {
      value = type.parser().apply(text);
    } catch (InvalidScheduleException e) {
      throw new InvalidPropertyException(e.messageWith(name -> actualKey), e);
    }
    return value.orElseThrow(
        () -> InvalidPropertyException.of(actualKey, text, "must be " + rule()));
  }

  @Override
  public String toString() {
    return key;
  }
}
