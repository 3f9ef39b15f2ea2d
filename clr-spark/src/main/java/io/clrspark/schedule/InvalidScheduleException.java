package io.clrspark.schedule;

import io.clrspark.MessageText;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * An argument of a schedule that breaks its rule: {@code Invalid maxLr: 0.0001 (must be >= baseLr =
 * 0.001)}.
 *
 * <p>A caller that took the arguments from properties can name the properties instead: {@code
 * messageWith(name -> prefix + name)} gives {@code Invalid spark.clr.maxLr: 0.0001 (must be >=
 * spark.clr.baseLr = 0.001)}.
 */
public final class InvalidScheduleException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String property;
  private final String value;
  private final String rule;
  private final String[] mentioned;

  /**
   * @param property the argument that is wrong
   * @param value its value as the user would write it
   * @param rule what it breaks; where other arguments are mentioned, a format with one {@code %s}
   *     for each
   * @param mentioned the other arguments that the rule names
   */
  public InvalidScheduleException(String property, String value, String rule, String... mentioned) {
    super(message(property, value, rule, mentioned, UnaryOperator.identity()));
    this.property = property;
    this.value = value;
    this.rule = rule;
    this.mentioned = mentioned.clone();
  }

  /** The argument that is wrong, such as {@code maxLr}. */
  public String property() {
    return property;
  }

  /** The message with every argument's name replaced by what {@code naming} makes of it. */
  public String messageWith(UnaryOperator<String> naming) {
    return message(property, value, rule, mentioned, naming);
  }

  /** The same with what an underlying parser said. */
  InvalidScheduleException(String property, String value, String rule, Throwable cause) {
    this(property, value, rule);
    initCause(cause);
  }

  private static String message(
      String property, String value, String rule, String[] mentioned, UnaryOperator<String> name) {
    Object[] names = Arrays.stream(mentioned).map(name).toArray();
    String text = names.length == 0 ? rule : String.format(rule, names);
    return "Invalid " + name.apply(property) + ": " + MessageText.of(value) + " (" + text + ")";
  }
}
