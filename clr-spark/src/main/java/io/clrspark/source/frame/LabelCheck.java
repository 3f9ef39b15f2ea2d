package io.clrspark.source.frame;

import io.clrspark.ClrException;
import io.clrspark.network.OutputLabels;
import io.clrspark.source.LabelEncoder;
import java.util.List;

/** Checks by the schema alone that label columns fit an output layer. */
final class LabelCheck {

  private LabelCheck() {}

  /**
   * The conversion of a row's labels.
   *
   * @throws ClrException if the output layer takes other labels
   */
  static LabelEncoder labels(List<ColumnReader> columns, OutputLabels output) {
    boolean numbers = columns.stream().allMatch(ColumnReader::isNumber);
    boolean one = numbers && columns.size() == 1;
    return switch (output.kind()) {
      case CLASS -> {
        if (one) {
          requireUnits(output);
        } else {
          requireCount(columns, numbers, output, "a class number, or a probability for each unit");
        }
        yield new LabelEncoder(output, one);
      }
      case CLASS_NUMBER -> {
        if (!one) {
          throw mismatch(columns, output, "one class number");
        }
        yield new LabelEncoder(output, true);
      }
      case PROBABILITIES, NUMBERS -> {
        requireCount(columns, numbers, output, "a number for each unit");
        yield new LabelEncoder(output, false);
      }
    };
  }

  private static void requireUnits(OutputLabels output) {
    if (output.units() == 0) {
      throw new ClrException(
          "Cannot train on class numbers: the network does not say how many classes its output has."
              + " Give the labels as vectors of probabilities.");
    }
  }

  /** The length of arrays and vectors is known only when rows are read. */
  private static void requireCount(
      List<ColumnReader> columns, boolean numbers, OutputLabels output, String takes) {
    if (numbers && output.units() > 0 && columns.size() != output.units()) {
      throw mismatch(columns, output, takes);
    }
  }

  private static ClrException mismatch(
      List<ColumnReader> columns, OutputLabels output, String takes) {
    List<String> names = columns.stream().map(ColumnReader::name).toList();
    Object units = output.units() == 0 ? "unknown" : output.units();
    return new ClrException(
        "Cannot train on the labels %s: the output layer, %s of %s units, takes %s. Give such columns,"
                .formatted(String.join(", ", names), output.loss(), units, takes)
            + " an array or a vector, or change the layer.");
  }
}
