package io.clrspark.source;

import io.clrspark.Internal;

/** A value that cannot be part of an example. The caller adds the row. */
@Internal
public final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, as a clause
   */
  public BadValueException(String reason) {
    super(reason, null, false, false); // a reason alone: no stack trace
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
