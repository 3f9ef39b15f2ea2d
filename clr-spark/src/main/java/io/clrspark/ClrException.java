package io.clrspark;

import org.jspecify.annotations.Nullable;

/**
 * A state or an input that the user can put right: {@code Cannot <action>: <reason>. <what to do>}.
 *
 * <p>The message is complete in one or two lines, so a program may print it without the stack
 * trace. Arguments that are wrong in themselves are {@link IllegalArgumentException}s instead.
 */
public class ClrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the complete text for the user
   */
  public ClrException(String message) {
    super(message);
  }

  /**
   * @param message the complete text for the user
   * @param cause what went wrong underneath
   */
  public ClrException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * An input that cannot be used: {@code Invalid <name>: <value> (<reason>)}.
   *
   * @param name the property or argument
   * @param reason what is wrong with the value, and what to do
   */
  public static ClrException invalid(Object name, Object value, String reason) {
    return invalid(name, value, reason, null);
  }

  /** The same with what went wrong underneath. */
  public static ClrException invalid(
      Object name, Object value, String reason, @Nullable Throwable cause) {
    String shown = MessageText.of(value.toString());
    return new ClrException("Invalid " + name + ": " + shown + " (" + reason + ")", cause);
  }
}
