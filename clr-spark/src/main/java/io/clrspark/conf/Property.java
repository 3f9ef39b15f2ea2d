package io.clrspark.conf;

import io.clrspark.Internal;
import io.clrspark.schedule.InvalidScheduleException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One property: its key, what it takes, its default, what it decides, and what it is for.
 *
 * @param <T> what its text becomes
 */
public final class Property<T> {

  /** What a property of a training decides. */
  @Internal
  public enum Decides {
    /** The trained network: a resumed run must have the same value. */
    RESULT,
    /** How long the run trains, where it computes, or what it does about failures. */
    COURSE,
    /** The run's name, and where its files go. */
    PLACE
  }

  /** What all keys start with; Spark hands on no others. */
  public static final String PREFIX = "spark.clr.";

  private static final int MOST_CHARACTERS = 1 << 16;

  private final String name;
  private final ValueType<T> type;
  private final String standard;
  private final @Nullable T value;
  private final Decides decides;
  private final String doc;

  /**
   * @param name the key without its prefix
   * @param standard the default as a user would write it; empty for none
   */
  Property(String name, ValueType<T> type, String standard, Decides decides, String doc) {
    this.name = name;
    this.type = type;
    this.standard = standard;
    this.decides = decides;
    this.doc = doc;
    this.value = standard.isEmpty() ? null : parse(standard);
  }

  /** The full key, such as {@code spark.clr.baseLr}. */
  public String key() {
    return PREFIX + name;
  }

  /** The key without its prefix, such as {@code baseLr}: what a program calls it. */
  public String name() {
    return name;
  }

  /** The key with a number in place of its {@code N}. */
  @Internal
  public String key(int number) {
    return key().replace(".N.", "." + number + ".");
  }

  /** The type's name in the documentation. */
  public String type() {
    return type.name();
  }

  /** The default as a user would write it; empty when there is none. */
  public Optional<String> standard() {
    return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
  }

  /** The default; empty when there is none. */
  public Optional<T> defaultValue() {
    return Optional.ofNullable(value);
  }

  /** What the text must be. */
  public String rule() {
    return type.rule();
  }

  /** What it decides about a training. */
  @Internal
  public Decides decides() {
    return decides;
  }

  /** What it is for, in one line. */
  public String doc() {
    return doc;
  }

  /** The text that {@link #parse} makes this value of. */
  public String format(T value) {
    return type.formatter().apply(value);
  }

  /**
   * A value that a program gave: what no text of the property gives is refused, so that every
   * training can be written as properties.
   *
   * @param option what the program calls the property
   * @throws InvalidPropertyException naming the option
   */
  public T checked(String option, T value) {
    String text = format(value);
    requirePlain(option, text, false);
    if (!accepts(value)) {
      throw InvalidPropertyException.of(option, text, "must be " + rule());
    }
    return value;
  }

  /** Whether a text of the property gives this value. */
  public boolean accepts(T value) {
    return type.parser().apply(format(value)).equals(Optional.of(value));
  }

  /**
   * Refuses a text that no property has: Hadoop takes minutes over the pattern of a path of a
   * million characters.
   *
   * @param key as the message names it
   * @param mayBeControl whether control characters are allowed
   */
  static void requirePlain(String key, String text, boolean mayBeControl) {
    if (text.length() > MOST_CHARACTERS) {
      throw InvalidPropertyException.of(
          key, text, "must have at most " + MOST_CHARACTERS + " characters");
    }
    if (!mayBeControl && text.chars().anyMatch(Character::isISOControl)) {
      throw InvalidPropertyException.of(key, text, "must have no control characters");
    }
  }

  /**
   * The value of a text.
   *
   * @throws InvalidPropertyException if the text breaks the rule
   */
  T parse(String text) {
    return parse(key(), text);
  }

  /**
   * The value of a text that stands under a name of its own, as numbered ones do.
   *
   * @throws InvalidPropertyException naming that, if the text breaks the rule
   */
  public T parse(String actualKey, String text) {
    Optional<T> parsed;
    try {
      parsed = type.parser().apply(text);
    } catch (InvalidScheduleException e) {
      throw new InvalidPropertyException(e.messageWith(naming -> actualKey), e);
    }
    return parsed.orElseThrow(
        () -> InvalidPropertyException.of(actualKey, text, "must be " + rule()));
  }

  @Override
  public String toString() {
    return key();
  }
}
