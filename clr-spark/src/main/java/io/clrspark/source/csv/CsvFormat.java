package io.clrspark.source.csv;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.io.Serializable;

/** What the properties say of CSV files; sent to the tasks. */
final class CsvFormat implements Serializable {

  private static final long serialVersionUID = 1L;

  private final boolean header;
  private final char separator;
  private final String labelColumn;

  CsvFormat(ClrConf conf) {
    this.header = conf.get(DataProperties.HEADER);
    this.separator = conf.get(DataProperties.SEPARATOR);
    this.labelColumn = conf.get(DataProperties.LABEL_COLUMN);
  }

  /** Whether a file's first line names its columns. */
  boolean hasHeader() {
    return header;
  }

  /** What stands between two columns. */
  char separator() {
    return separator;
  }

  /** The label's column: last, first, an index or a name. */
  String labelColumn() {
    return labelColumn;
  }
}
