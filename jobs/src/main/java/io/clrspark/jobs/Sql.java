package io.clrspark.jobs;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.history.HistoryViews;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** {@code bin/clr sql}: a query over the views of a history, as a table or as CSV. */
public final class Sql {

  static final String HISTORY = "--history";
  static final String CSV = "--csv";
  private static final Pattern FILE =
      Pattern.compile("(\\S*/run_id=([^/\\s]+)/segment-\\d+\\.parquet)");
  private static final int MOST_ROWS = 1000;

  private Sql() {}

  /** Runs the command. */
  public static void main(String[] arguments) {
    Job.run("sql", arguments, Sql::run);
  }

  /**
   * The arguments that the job itself takes.
   *
   * @throws UsageException if the folder or the one query is missing
   */
  static List<String> checked(CommandLine line) {
    String folder =
        line.option(HISTORY)
            .orElseThrow(() -> new UsageException("Which history? Give " + HISTORY + " DIR."));
    if (line.positional().size() > 1) {
      throw new UsageException(
          "Give one query, in quotes; there are " + line.positional().size() + ".");
    }
    List<String> arguments = new ArrayList<>(List.of(HISTORY, folder));
    if (line.has(CSV)) {
      arguments.add(CSV);
    }
    arguments.addAll(line.positional());
    return arguments;
  }

  private static void run(List<String> arguments) throws IOException {
    CommandLine line = CommandLine.parse(arguments, Set.of(HISTORY), Set.of(CSV));
    checked(line);
    String history = line.option(HISTORY).orElseThrow();
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      if (!line.positional().isEmpty()) {
        answer(spark, history, line.positional().get(0), line.has(CSV));
        return;
      }
      HistoryViews.register(spark, history); // says at once what is wrong with it
      new SqlPrompt(query -> answer(spark, history, query, line.has(CSV))).run();
    }
  }

  /** Answers a query over the history in a folder. */
  static void answer(SparkSession spark, String folder, String query, boolean csv) {
    HistoryViews.register(spark, folder);
    answer(spark, query, csv);
  }

  private static void answer(SparkSession spark, String query, boolean csv) {
    try {
      print(spark.sql(query), csv, System.out);
    } catch (Exception e) { // Spark's AnalysisException is checked, and thrown undeclared
      throw unreadable(e)
          .orElseGet(() -> new ClrException("Cannot run the query: " + reason(e), e));
    }
  }

  /** What to say where a file of the history is damaged: Spark's own words are a page long. */
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
    return Optional.ofNullable(failure.getCause()).flatMap(Sql::unreadable);
  }

  /** Spark's words without the plan that follows them. */
  private static String reason(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage(); // what clr_lr says of its arguments
      }
    }
    return ErrorText.reason(failure) + "\nThe views are history, iterations, evaluations and runs.";
  }

  private static void print(Dataset<Row> rows, boolean csv, PrintStream out) {
    if (csv) {
      printCsv(rows, out);
      return;
    }
    rows.show(MOST_ROWS, false);
    if (rows.offset(MOST_ROWS).limit(1).count() > 0) {
      System.err.println("Only " + MOST_ROWS + " rows are shown; " + CSV + " prints all.");
    }
  }

  private static void printCsv(Dataset<Row> rows, PrintStream out) {
    CsvWriterSettings settings = new CsvWriterSettings();
    settings.getFormat().setLineSeparator("\n");
    settings.trimValues(false);
    settings.setEmptyValue("\"\""); // and NULL is nothing at all
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
