package io.clrspark.schedule.shape;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The options from which a shape is built, by the names of their properties. A shape asks for each
 * option that it has: one that was set and that it does not ask for is an error.
 */
public interface ShapeOptions {

  /** The value that was set; empty without one, whatever the default. */
  <T> Optional<T> set(String name, Class<T> type);

  /** A number, or what counts without one. */
  default double number(String name, double otherwise) {
    return set(name, Double.class).orElse(otherwise);
  }

  /** A length in iterations, or what counts without one. */
  long iterations(String name, LongSupplier otherwise);

  /** The iterations of the run that a warm-up and a last phase leave to the shape. */
  long restOfRun();
}
