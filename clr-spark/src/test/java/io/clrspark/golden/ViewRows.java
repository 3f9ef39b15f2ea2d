package io.clrspark.golden;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clrspark.history.HistoryViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The rows of a history's views as lines of JSON, in an order of their own. */
final class ViewRows {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> FORM =
      Map.of(
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timeZone", "UTC",
          "ignoreNullFields", "false");

  private ViewRows() {}

  /** The lines of each view, by its name. */
  static Map<String, List<String>> of(HistoryViews views) {
    Map<String, List<String>> lines = new LinkedHashMap<>();
    lines.put("history", lines(views.history(), "run_id", "iteration", "worker"));
    lines.put("runs", lines(views.runs(), "run_id"));
    lines.put("evaluations", lines(views.evaluations(), "run_id", "iteration", "data_set"));
    lines.put("iterations", lines(views.iterations(), "run_id", "iteration"));
    return lines;
  }

  private static List<String> lines(Dataset<Row> view, String first, String... order) {
    Column all = functions.struct(functions.col("*"));
    return view.orderBy(first, order)
        .select(functions.to_json(all, FORM))
        .as(Encoders.STRING())
        .collectAsList();
  }

  static List<JsonNode> parsed(List<String> lines) {
    return lines.stream().map(ViewRows::parsed).toList();
  }

  static List<JsonNode> parsed(Path lines) {
    try {
      return parsed(Files.readAllLines(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parsed(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
