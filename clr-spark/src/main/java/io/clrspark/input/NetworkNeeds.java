package io.clrspark.input;

import io.clrspark.Internal;
import io.clrspark.source.encode.FittedEncoding;

/**
 * What a network requires of the data.
 *
 * @param shaped whether examples have a shape (that of the property, or else of the files); if not,
 *     they are rows of numbers
 * @param classes how many classes its output layer tells apart, unless a property gives another
 *     number; 0 if the network is made for the data, or predicts numbers
 * @param oneOfTwo whether one unit takes the number of one of two classes
 * @param ids how many ids an embedding as its first layer takes; 0 if its features are numbers
 * @param encoding the scaling, means and categories that it was trained with
 */
@Internal
public record NetworkNeeds(
    boolean shaped, int classes, boolean oneOfTwo, long ids, FittedEncoding encoding) {

  /** The needs of a network that is made for the data and takes rows of numbers. */
  public static NetworkNeeds nothing() {
    return new NetworkNeeds(false, 0, false, 0, FittedEncoding.none());
  }
}
