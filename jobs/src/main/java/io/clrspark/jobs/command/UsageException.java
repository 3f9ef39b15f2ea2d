package io.clrspark.jobs.command;

/** A wrong command line; the command ends with status 2. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UsageException(String message) {
    super(message);
  }
}
