package io.clrspark.jobs;

import com.univocity.parsers.csv.CsvWriter;
import com.univocity.parsers.csv.CsvWriterSettings;
import io.clrspark.ClrException;
import io.clrspark.history.HistoryViews;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** {@code bin/clr sql}: a query over the views of a history, as a table or as CSV. */
public final class Sql {

  static final String HISTORY = "--history";
  static final String CSV = "--csv";
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
      HistoryViews.register(spark, history);
      if (!line.positional().isEmpty()) {
        answer(spark, line.positional().get(0), line.has(CSV));
        return;
      }
      new SqlPrompt(
              query -> {
                HistoryViews.register(spark, history); // a run may have gone on
                answer(spark, query, line.has(CSV));
              })
          .run();
    }
  }

  private static void answer(SparkSession spark, String query, boolean csv) {
    try {
      print(spark.sql(query), csv, System.out);
    } catch (Exception e) { // Spark's AnalysisException is checked, and thrown undeclared
      throw new ClrException("Cannot run the query: " + reason(e), e);
    }
  }

  /** Spark's words without the plan that follows them. */
  private static String reason(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage(); // what clr_lr says of its arguments
      }
    }
    String message = String.valueOf(failure.getMessage()).strip();
    String first = message.lines().findFirst().orElse("");
    return first + "\nThe views are history, iterations, evaluations and runs.";
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
