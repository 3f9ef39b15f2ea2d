package io.clrspark.source.csv;

import io.clrspark.MessageText;
import io.clrspark.source.BadValueException;
import io.clrspark.source.RowNumbers;
import io.clrspark.source.RowReader;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The numbers in a row of a CSV file. */
final class CsvRowReader implements RowReader<CsvRow> {

  private static final long serialVersionUID = 1L;

  /** What Java takes for a number and no data file means as one: 1d, 1f, 0x1p3. */
  private static final Pattern JAVA_ONLY = Pattern.compile("[dDfFxXpP]$|^[-+]?0[xX]");

  private final List<String> classNames;

  /**
   * @param classNames the texts that labels are, in the order of their numbers; empty where labels
   *     are numbers
   */
  CsvRowReader(List<String> classNames) {
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public void features(CsvRow row, RowNumbers into) {
    String[] values = row.values();
    CsvColumns columns = row.columns();
    if (values.length != columns.count()) {
      throw new BadValueException(
          "it has " + values.length + " columns, " + columns.first() + columns.count());
    }
    for (int column = 0; column < values.length; column++) {
      if (column != columns.label()) {
        into.add(number(values[column], column));
      }
    }
  }

  @Override
  public void labels(CsvRow row, RowNumbers into) {
    int label = row.columns().label();
    @Nullable String text = row.values()[label];
    into.add(classNames.isEmpty() ? number(text, label) : place(text));
  }

  private double place(@Nullable String text) {
    int place = classNames.indexOf(text);
    if (place < 0) {
      throw new BadValueException(
          "the label is \""
              + MessageText.of(String.valueOf(text))
              + "\", none of "
              + MessageText.of(String.join(", ", classNames)));
    }
    return place;
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
