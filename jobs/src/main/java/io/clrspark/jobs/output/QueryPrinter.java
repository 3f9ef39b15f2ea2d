package io.clrspark.jobs.output;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.history.HistoryViews;
import java.io.PrintStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Runs queries over the views of a history, and prints their rows as a table or as CSV. */
public final class QueryPrinter {

  private static final Pattern FILE =
      Pattern.compile("(\\S*/run_id=([^/\\s]+)/segment-\\d+\\.parquet)");
  private static final int MOST_ROWS = 1000;

  private QueryPrinter() {}

  /**
   * Runs a query and prints its rows.
   *
   * @param folder the history
   * @param csv prints comma-separated values instead of a table
   * @throws ClrException if the query is wrong, or a file of the history damaged
   */
  public static void print(SparkSession spark, String folder, String query, boolean csv) {
    HistoryViews.register(spark, folder);
    try {
      print(spark.sql(query), csv, System.out);
    } catch (Exception e) { // Spark's AnalysisException is checked, and thrown undeclared
      throw unreadable(e)
          .orElseGet(() -> new ClrException("Cannot run the query: " + reason(e), e));
    }
  }

  /** The error for a damaged file of the history: Spark's own message is a page long. */
  private static Optional<ClrException> unreadable(Throwable failure) {
    Matcher file = FILE.matcher(String.valueOf(failure.getMessage()));
    if (file.find()) {
      return Optional.of(
          new ClrException(
              "Cannot read the history: "
                  + file.group(1)
                  + " is damaged or not there. Put the file back, or leave its run out of the"
                  + " query: WHERE run_id <> '"
                  + file.group(2)
                  + "'",
              failure));
    }
    return Optional.ofNullable(failure.getCause()).flatMap(QueryPrinter::unreadable);
  }

  /** Spark's message without the plan that follows it. */
  private static String reason(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage(); // the message of clr_lr about its arguments
      }
    }
    String message = String.valueOf(failure.getMessage()).strip();
    String first = MessageText.of(message.lines().findFirst().orElse(""));
    return first + "\nThe views are history, iterations, evaluations and runs.";
  }

  private static void print(Dataset<Row> rows, boolean csv, PrintStream out) {
    if (csv) {
      printCsv(rows, out);
      return;
    }
    rows.show(MOST_ROWS, false);
    if (rows.offset(MOST_ROWS).limit(1).count() > 0) {
      System.err.println("Only " + MOST_ROWS + " rows are shown; --csv prints all.");
    }
  }

  private static void printCsv(Dataset<Row> rows, PrintStream out) {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.trimValues(false);
    settings.setEmptyValue("\"\""); // NULL is written as nothing
    CsvWriter writer = new CsvWriter(out, settings);
    writer.writeHeaders(rows.columns());
    String[] names = new String[rows.columns().length];
    Column[] texts = new Column[names.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = "c" + i; // two columns of a query may have one name
      texts[i] = functions.col(names[i]).cast("string");
    }
    Iterator<Row> all = rows.toDF(names).select(texts).toLocalIterator();
    while (all.hasNext()) {
      Row row = all.next();
      Object[] values = new Object[row.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i);
      }
      writer.writeRow(values);
    }
    writer.flush();
  }
}
