package io.clrspark.training;

/** Ends a round after which the run is to go back to a checkpoint. */
final class RollbackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient NonFinite cause;

  RollbackException(NonFinite cause) {
    super(cause.text());
    this.cause = cause;
  }

  NonFinite cause() {
    return cause;
  }
}
