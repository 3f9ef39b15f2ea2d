package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.scale.FittedScaling;
import java.util.Optional;

/**
 * What a network requires of the data.
 *
 * @param shaped whether examples have a shape (that of the property, or else of the files); if not,
 *     they are rows of numbers
 * @param units units of its output layer, which is the number of classes unless a property gives
 *     another; 0 if the network is made for the data
 * @param scaling the scaling that it was trained with, used unless a property gives another
 */
@Internal
public record NetworkNeeds(boolean shaped, int units, Optional<FittedScaling> scaling) {

  /** The needs of a network that is made for the data and takes rows of numbers. */
  public static NetworkNeeds nothing() {
    return new NetworkNeeds(false, 0, Optional.empty());
  }
}
