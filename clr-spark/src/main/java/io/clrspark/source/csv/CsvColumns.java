package io.clrspark.source.csv;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.conf.DataProperties;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of one file, and which of them is the label. */
final class CsvColumns {

  private final int count;
  private final int label;
  private final String @Nullable [] names;

  /**
   * @param first the file's header, or its first row
   * @param names the header; null without one
   * @throws ClrException if there is no column of the label's name
   */
  CsvColumns(String file, CsvFormat format, String[] first, String @Nullable [] names) {
    this.count = first.length;
    this.names = names;
    this.label = labelIndex(file, format.labelColumn());
  }

  int count() {
    return count;
  }

  int label() {
    return label;
  }

  /** The number of columns and their names, for messages. */
  String layout() {
    return count
        + " columns"
        + (names == null ? "" : " [" + MessageText.of(String.join(",", names)) + "]");
  }

  /** Where the number of columns comes from, for messages. */
  String first() {
    return names == null ? "the first row has " : "the header has ";
  }

  private int labelIndex(String file, String wanted) {
    if (names != null && Arrays.asList(names).contains(wanted)) {
      return Arrays.asList(names).indexOf(wanted);
    }
    int index =
        switch (wanted) {
          case "first" -> 0;
          case "last" -> count - 1;
          default -> wanted.matches("\\d{1,9}") ? Integer.parseInt(wanted) : -1;
        };
    if (index < 0 || index >= count) {
      throw noSuchColumn(file, wanted);
    }
    return index;
  }

  private ClrException noSuchColumn(String file, String wanted) {
    String known =
        names == null
            ? "its columns are 0 to " + (count - 1)
            : "its header has " + MessageText.of(String.join(", ", List.of(names)));
    return ClrException.invalid(
        DataProperties.LABEL_COLUMN, wanted, file + " has no such column: " + known);
  }
}
