package io.clrspark.conf;

import io.clrspark.Internal;
import io.clrspark.MessageText;

/** A property that is unknown, malformed, or at odds with another; the message names all of it. */
public final class InvalidPropertyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  @Internal
  public InvalidPropertyException(String message) {
    super(message);
  }

  @Internal
  public InvalidPropertyException(String message, Throwable cause) {
    super(message, cause);
  }

  /** {@code Invalid key: value (rule)}. */
  @Internal
  public static InvalidPropertyException of(String key, String value, String rule) {
    return new InvalidPropertyException(
        "Invalid " + key + ": " + MessageText.of(value) + " (" + rule + ")");
  }
}
