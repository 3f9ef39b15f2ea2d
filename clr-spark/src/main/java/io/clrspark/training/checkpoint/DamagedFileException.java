package io.clrspark.training.checkpoint;

import java.io.IOException;

/** A file that will never be of use, unlike one that cannot be read just now. */
final class DamagedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedFileException(String reason) {
    super(reason);
  }

  DamagedFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
