package io.clrspark.source.csv;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import io.clrspark.ClrException;
import io.clrspark.examples.FilePart;
import io.clrspark.files.ErrorText;
import io.clrspark.source.file.DataFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one CSV file. Decompresses by the file's extension.
 *
 * <p>A file that cannot be read gives a {@link ClrException} with its name, the zero-based row (a
 * header does not count) and the reason.
 */
final class CsvRows implements Iterator<CsvRow> {

  private static final int MOST_COLUMNS = 1 << 17;

  /** Characters per column: no number is that long, but a compressed file may have gigabytes. */
  private static final int MOST_CHARACTERS = 1 << 24;

  private final String file;
  private final FilePart place;
  private final CsvParser parser;
  private final @Nullable CsvColumns columns;
  private String @Nullable [] next;
  private long row;

  CsvRows(CsvFormat format, String file, Configuration hadoop) {
    this.file = file;
    this.place = new FilePart(file, 0);
    CsvParserSettings settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.getFormat().setDelimiter(format.separator());
    settings.setMaxColumns(MOST_COLUMNS);
    settings.setMaxCharsPerColumn(MOST_CHARACTERS);
    settings.getFormat().setComment('\0'); // no comments: every line is data
    settings.setReadInputOnSeparateThread(false);
    this.parser = new CsvParser(settings);
    try {
      parser.beginParsing(DataFiles.open(file, hadoop), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
    @Nullable String[] header = format.hasHeader() ? parse() : null;
    this.next = parse();
    String[] first = header == null ? next : header;
    this.columns = first == null ? null : new CsvColumns(file, format, first, header);
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public CsvRow next() {
    if (next == null || columns == null) {
      throw new NoSuchElementException();
    }
    CsvRow current = new CsvRow(place, row, columns, next);
    row++;
    next = parse();
    return current;
  }

  private String @Nullable [] parse() {
    try {
      return parser.parseNext(); // ends the parser, and closes the file, at the end of it
    } catch (TextParsingException | IllegalStateException e) {
      throw unreadable(e);
    }
  }

  private ClrException unreadable(Exception e) {
    return new ClrException(
        "Cannot read %s: unreadable at row %s (zero-based) or after: %s. Give the whole file."
            .formatted(file, row, ErrorText.kindAndReason(ErrorText.root(e))),
        e);
  }
}
