package io.clrspark.source.table;

import com.univocity.parsers.csv.CsvParser;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.jspecify.annotations.Nullable;

/**
 * How lines of CSV files are cut into columns: Spark's CSV options, by the properties. Sent to the
 * tasks.
 */
final class CsvDialect implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The column in which Spark puts a line that has another number of columns. */
  static final String REST = "_clr_line";

  private static final String MOST_COLUMNS = "131072";
  private static final String MOST_CHARACTERS = "16777216";

  private final boolean hasHeader;
  private final boolean hasBlanks;
  private final CSVOptions options;
  private transient @Nullable CsvParser parser;

  private CsvDialect(boolean hasHeader, boolean hasBlanks, CSVOptions options) {
    this.hasHeader = hasHeader;
    this.hasBlanks = hasBlanks;
    this.options = options;
  }

  static CsvDialect of(ClrConf conf) {
    boolean hasBlanks = conf.get(DataProperties.SEPARATOR).equals("blanks");
    Map<String, String> options = new HashMap<>();
    options.put("sep", hasBlanks ? " " : conf.get(DataProperties.SEPARATOR));
    options.put("header", conf.get(DataProperties.HEADER).toString());
    options.put("ignoreLeadingWhiteSpace", "true");
    options.put("ignoreTrailingWhiteSpace", "true");
    options.put("columnNameOfCorruptRecord", REST);
    options.put("maxColumns", MOST_COLUMNS);
    options.put("maxCharsPerColumn", MOST_CHARACTERS);
    options.putAll(conf.set(DataProperties.OPTIONS).orElse(Map.of()));
    return new CsvDialect(
        conf.get(DataProperties.HEADER),
        hasBlanks,
        new CSVOptions(TableFormats.scala(options), false, "UTC"));
  }

  boolean hasHeader() {
    return hasHeader;
  }

  /** Whether runs of blanks and tabs separate columns. */
  boolean hasBlanks() {
    return hasBlanks;
  }

  CSVOptions options() {
    return options;
  }

  boolean isComment(String line) {
    return options.isCommentSet() && line.stripLeading().indexOf(options.comment()) == 0;
  }

  /** The columns of a line; null for an empty one. */
  @Nullable String[] columns(String line) {
    if (hasBlanks) {
      return line.strip().split("\\s+");
    }
    if (parser == null) {
      parser = new CsvParser(options.asParserSettings());
    }
    return parser.parseLine(line);
  }
}
