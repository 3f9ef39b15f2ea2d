package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.scale.FittedScaling;
import java.util.Optional;

/**
 * What a network says of the data before it is read.
 *
 * @param shaped whether it takes examples of a shape: the property's, or else that of the files; if
 *     not, rows of numbers
 * @param units of its output layer, which are the classes unless a property says another number; 0
 *     where the network is made for the data
 * @param scaling that it was trained with, which goes on unless a property says another
 */
@Internal
public record NetworkNeeds(boolean shaped, int units, Optional<FittedScaling> scaling) {

  /** Of a network that is made for the data, and takes rows of numbers. */
  public static NetworkNeeds nothing() {
    return new NetworkNeeds(false, 0, Optional.empty());
  }
}
