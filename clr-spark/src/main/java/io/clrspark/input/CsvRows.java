package io.clrspark.input;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.clrspark.ClrException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.jspecify.annotations.Nullable;

/**
 * The examples of one CSV file, checked one by one. Decompresses by the file's extension.
 *
 * <p>Every failure is a {@link ClrException} that names the file, the zero-based row (a header does
 * not count) and the reason.
 */
final class CsvRows implements Iterator<CsvRow>, AutoCloseable {

  private static final int MOST_COLUMNS = 1 << 17;

  /** What Java takes for a number and no data file means as one: 1d, 1f, 0x1p3. */
  private static final Pattern JAVA_ONLY = Pattern.compile("[dDfFxXpP]$|^[-+]?0[xX]");

  private final CsvFormat format;
  private final String file;
  private final CsvParser parser;
  private final String @Nullable [] header;
  private String @Nullable [] next;
  private long row;
  private int columns;
  private int label;

  CsvRows(CsvFormat format, String file, Configuration hadoop) {
    this.format = format;
    this.file = file;
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(-1); // no limit
    settings.getFormat().setComment('\0'); // no comments: every line is data
    settings.setReadInputOnSeparateThread(false);
    this.parser = new CsvParser(settings);
    try {
      parser.beginParsing(open(new Path(file), hadoop), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
    this.header = format.hasHeader() ? parse() : null;
    this.next = parse();
    String[] first = header == null ? next : header;
    if (first != null) {
      columns = first.length;
      label = format.labelIndex(file, columns, header);
    }
  }

  private static InputStream open(Path path, Configuration hadoop) throws IOException {
    InputStream raw = path.getFileSystem(hadoop).open(path);
    CompressionCodec codec = new CompressionCodecFactory(hadoop).getCodec(path);
    return codec == null ? raw : codec.createInputStream(raw);
  }

  /** How many columns every row has, the label's among them; 0 for an empty file. */
  int columns() {
    return columns;
  }

  /** The names in the header, joined; empty without a header. */
  String header() {
    return header == null ? "" : String.join(",", header);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public CsvRow next() {
    if (next == null) {
      throw new NoSuchElementException();
    }
    CsvRow example = example(next);
    row++;
    next = parse();
    return example;
  }

  private CsvRow example(String[] values) {
    if (values.length != columns) {
      String expected = header == null ? "the first row has " : "the header has ";
      throw bad("it has " + values.length + " columns, " + expected + columns);
    }
    float[] features = new float[columns - 1];
    for (int column = 0; column < columns; column++) {
      if (column != label) {
        features[column < label ? column : column - 1] = feature(values[column], column);
      }
    }
    return new CsvRow(row, features, label(number(values[label], label)));
  }

  private float feature(@Nullable String text, int column) {
    double value = number(text, column);
    float feature = format.feature(value);
    if (!Float.isFinite(feature)) {
      throw bad("column " + column + " is " + value + ", too large for a float when divided");
    }
    return feature;
  }

  private double number(@Nullable String text, int column) {
    if (text == null) {
      throw bad("column " + column + " is empty");
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
      throw bad("column " + column + " is " + value + ", not a finite number");
    }
    return value;
  }

  private ClrException notANumber(String text, int column) {
    return bad("column " + column + " is \"" + shortened(text) + "\", not a number");
  }

  private int label(double value) {
    if (value != Math.rint(value) || value < 0 || value >= format.classes()) {
      String range = format.classes() == Integer.MAX_VALUE ? "" : " to " + (format.classes() - 1);
      String text = value == Math.rint(value) ? String.valueOf((long) value) : "" + value;
      throw bad("the label is " + text + ", not a whole number from 0" + range);
    }
    return (int) value;
  }

  private static String shortened(String text) {
    return text.length() <= 30 ? text : text.substring(0, 30) + "...";
  }

  private String @Nullable [] parse() {
    try {
      return parser.parseNext();
    } catch (TextParsingException | IllegalStateException e) {
      throw unreadable(e);
    }
  }

  private ClrException bad(String reason) {
    return new ClrException(
        "Cannot read "
            + file
            + ": row "
            + row
            + " (zero-based): "
            + reason
            + ". Correct the file.");
  }

  private ClrException unreadable(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new ClrException(
        "Cannot read "
            + file
            + ": unreadable at row "
            + row
            + " (zero-based) or after: "
            + cause.getClass().getSimpleName()
            + ": "
            + message
            + ". Give the whole file.",
        e);
  }

  @Override
  public void close() {
    parser.stopParsing();
  }
}
