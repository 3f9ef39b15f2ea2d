package io.clrspark.jobs;

/** A command line that is wrong in itself; the job ends with status 2. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
