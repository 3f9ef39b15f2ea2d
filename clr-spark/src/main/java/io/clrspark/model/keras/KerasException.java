package io.clrspark.model.keras;

import io.clrspark.Internal;

/** Why DL4J cannot represent a Keras model, and the way out; without the name of its file. */
@Internal
public final class KerasException extends Exception {
  private static final long serialVersionUID = 1L;

  KerasException(String message) {
    super(message);
  }

  KerasException(String message, Throwable cause) {
    super(message, cause);
  }
}
