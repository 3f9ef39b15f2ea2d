package io.clrspark.frame;

/** A value that can be no part of an example; caught where its row is known. */
final class BadValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason what is wrong, as a clause
   */
  BadValueException(String reason) {
    super(reason, null, false, false); // a reason alone: no stack trace
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
