package io.clrspark.source.table;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import io.clrspark.ClrException;
import io.clrspark.conf.DataProperties;
import io.clrspark.files.ErrorText;
import io.clrspark.source.file.DataFile;
import io.clrspark.source.file.DataFiles;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.csv.CSVOptions;
import org.jspecify.annotations.Nullable;

/**
 * The first two lines of a CSV file that have text in them.
 *
 * @param file its path
 * @param lines the texts of their columns, trimmed; null for an empty one
 */
record CsvHead(String file, List<String[]> lines) {

  private static final int LINES = 2;
  private static final int START = 4;
  private static final int LONGEST = 1 << 24;

  /**
   * Reads the head of a file.
   *
   * @throws ClrException if it cannot be read
   */
  static CsvHead of(DataFile file, CsvDialect dialect, Configuration hadoop) {
    CSVOptions options = dialect.options();
    try (InputStream bytes = DataFiles.open(file.path(), hadoop)) {
      byte[] start = bytes.readNBytes(START);
      requireCharset(file.path(), start, options);
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), bytes);
      Reader in = new BufferedReader(new InputStreamReader(whole, options.charset()));
      return new CsvHead(
          file.path(), options.multiLine() ? records(in, options) : lines(in, dialect));
    } catch (IOException | TextParsingException e) {
      throw new ClrException(
          "Cannot read %s: %s. Give the whole file."
              .formatted(file.path(), ErrorText.kindAndReason(ErrorText.root(e))),
          e);
    }
  }

  private static void requireCharset(String file, byte[] start, CSVOptions options) {
    boolean isMarked =
        start.length > 1
            && ((start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)
                || (start[0] == (byte) 0xFF && start[1] == (byte) 0xFE));
    boolean hasZero = start.length > 1 && (start[0] == 0 || start[1] == 0);
    if ((isMarked || hasZero) && options.charset().equalsIgnoreCase("UTF-8")) {
      throw new ClrException(
          "Cannot read %s: it is UTF-16. Set %s to encoding=UTF-16,multiLine=true, or save it as UTF-8."
              .formatted(file, DataProperties.OPTIONS));
    }
  }

  private static List<String[]> records(Reader in, CSVOptions options) {
    List<String[]> records = new ArrayList<>();
    CsvParser parser = new CsvParser(options.asParserSettings());
    parser.beginParsing(in);
    for (int i = 0; i < LINES; i++) {
      @Nullable String[] record = parser.parseNext();
      if (record != null) {
        records.add(record);
      }
    }
    parser.stopParsing();
    return records;
  }

  private static List<String[]> lines(Reader in, CsvDialect dialect) throws IOException {
    List<String[]> lines = new ArrayList<>();
    @Nullable String line = line(in);
    if (line != null && line.startsWith("\ufeff")) {
      line = line.substring(1);
    }
    while (line != null && lines.size() < LINES) {
      if (!line.isBlank() && !dialect.isComment(line)) {
        lines.add(dialect.columns(line));
      }
      line = line(in);
    }
    return lines;
  }

  /** A line, however it ends; null at the end. A compressed file may have gigabytes without one. */
  private static @Nullable String line(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n' && c != '\r') {
      if (line.length() == LONGEST) {
        throw new IOException("a line of more than " + LONGEST + " characters");
      }
      line.append((char) c);
      c = in.read();
    }
    return line.toString(); // of \r\n the \n is a line of its own, which is blank
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  /** The number of columns. */
  int count() {
    return lines.get(0).length;
  }

  /** The names in the first line. */
  List<String> names() {
    return Arrays.stream(lines.get(0)).map(name -> name == null ? "" : name).toList();
  }
}
