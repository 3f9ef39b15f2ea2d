package io.clrspark.input;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.source.file.FileSource;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shape of an example's features.
 *
 * @param sizes in C order
 * @param features the numbers in it
 */
record DataShape(List<Integer> sizes, int features) {

  /**
   * The shape that the property gives, or else the files, or else a row of numbers.
   *
   * @param expected whether the network accepts a shape other than a row
   * @param source the rows, which may give a shape
   * @param features numbers in a row; where shorter rows are padded, in the longest
   * @throws ClrException if the property's shape takes another number of features
   */
  static DataShape of(ClrConf conf, NetworkNeeds expected, FileSource source, int features) {
    boolean shaped = expected.shaped();
    List<Integer> known = source.shape().isEmpty() || !shaped ? List.of(features) : source.shape();
    List<Integer> wanted = conf.set(DataProperties.SHAPE).orElse(known);
    long numbers = wanted.stream().mapToLong(size -> size).reduce(1, Math::multiplyExact);
    boolean isPadded = source.isPadded() && features < numbers;
    if (numbers != features && !isPadded) {
      throw ClrException.invalid(
          DataProperties.SHAPE,
          wanted.stream().map(String::valueOf).collect(Collectors.joining(",")),
          "it takes %s features, but the rows have %s".formatted(numbers, features));
    }
    List<Integer> sizes = shaped ? wanted : List.of((int) numbers);
    return new DataShape(sizes, (int) numbers);
  }

  /** How many successive features are scaled alike: all of a channel, or one. */
  static int alike(ClrConf conf, boolean shaped, List<Integer> ofFiles) {
    List<Integer> known = conf.set(DataProperties.SHAPE).orElse(ofFiles);
    return shaped && known.size() > 2 ? known.stream().skip(1).reduce(1, Math::multiplyExact) : 1;
  }

  long[] toArray() {
    return sizes.stream().mapToLong(Integer::longValue).toArray();
  }
}
