package io.clrspark.source.csv;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.io.Serializable;

/**
 * The format of CSV files as the properties give it.
 *
 * @param hasHeader whether a file's first line names its columns
 * @param separator what separates two columns
 * @param labelColumn the label's column: last, first, an index or a name
 */
record CsvFormat(boolean hasHeader, char separator, String labelColumn) implements Serializable {

  static CsvFormat of(ClrConf conf) {
    return new CsvFormat(
        conf.get(DataProperties.HEADER),
        conf.get(DataProperties.SEPARATOR),
        conf.get(DataProperties.LABEL_COLUMN));
  }
}
