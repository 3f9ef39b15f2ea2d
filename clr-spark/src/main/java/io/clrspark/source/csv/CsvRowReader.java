package io.clrspark.source.csv;

import io.clrspark.MessageText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowReader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the numbers in a row of a CSV file. */
final class CsvRowReader implements RowReader<CsvRow> {

  private static final long serialVersionUID = 1L;

  /** Java parses these as numbers, but they are none in a data file: 1d, 1f, 0x1p3. */
  private static final Pattern JAVA_ONLY = Pattern.compile("[dDfFxXpP]$|^[-+]?0[xX]");

  private final List<String> classNames;

  /**
   * @param classNames the texts of labels in the order of their class numbers; empty if labels are
   *     numbers
   */
  CsvRowReader(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public void read(CsvRow row, NumberBuffer features, NumberBuffer labels) {
    String[] values = row.values();
    CsvColumns columns = row.columns();
    if (values.length != columns.count()) {
      throw new BadValueException(
          "it has " + values.length + " columns, " + columns.first() + columns.count());
    }
    for (int column = 0; column < values.length; column++) {
      if (column != columns.label()) {
        features.add(number(values[column], column));
      }
    }
    @Nullable String label = values[columns.label()];
    labels.add(classNames.isEmpty() ? number(label, columns.label()) : classNumber(label));
  }

  private double classNumber(@Nullable String text) {
    int number = classNames.indexOf(text);
    if (number < 0) {
      throw new BadValueException(
          "the label is \"%s\", none of %s"
              .formatted(
                  MessageText.of(String.valueOf(text)),
                  MessageText.of(String.join(", ", classNames))));
    }
    return number;
  }

  private static double number(@Nullable String text, int column) {
    if (text == null) {
      throw new BadValueException("column " + column + " is empty");
    }
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw notANumber(text, column);
    }
    if (JAVA_ONLY.matcher(text).find()) {
      throw notANumber(text, column);
    }
    if (!Double.isFinite(value)) {
      throw new BadValueException("column " + column + " is " + value + ", not a finite number");
    }
    return value;
  }

  private static BadValueException notANumber(String text, int column) {
    return new BadValueException(
        "column " + column + " is \"" + MessageText.of(text) + "\", not a number");
  }
}
