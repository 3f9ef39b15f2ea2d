package io.clrspark.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.PlainNumber;
import io.clrspark.range.suggest.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The page: its own script and style, the chart library with its licence, and the data. */
final class HtmlPage {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LIBRARY = "/META-INF/resources/webjars/uplot/";
  private static final String VERSION = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";

  private HtmlPage() {}

  static String of(List<RunData> runs) {
    String library = LIBRARY + version() + "/";
    String page = resource("report.html");
    // The data last: what it says is never searched for a place to fill.
    return page.replace("{{title}}", escaped(title(runs)))
        .replace("{{licence}}", resource(library + "LICENSE").strip())
        .replace("{{library.css}}", resource(library + "dist/uPlot.min.css").strip())
        .replace("{{page.css}}", resource("report.css").strip())
        .replace("{{library.js}}", resource(library + "dist/uPlot.iife.min.js").strip())
        .replace("{{page.js}}", resource("report.js").strip())
        .replace("{{data}}", data(runs));
  }

  private static String title(List<RunData> runs) {
    String first = runs.get(0).id();
    return switch (runs.size()) {
      case 1 -> first;
      case 2 -> first + " and " + runs.get(1).id();
      default -> first + " and " + (runs.size() - 1) + " more";
    };
  }

  /** JSON that no HTML parser takes for the end of its script. */
  private static String data(List<RunData> runs) {
    ArrayNode all = JSON.createArrayNode();
    runs.forEach(run -> all.add(json(run)));
    return all.toString().replace("<", "\\u003c");
  }

  private static ObjectNode json(RunData run) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", run.id()).put("bucket", run.bucket());
    run.facts().forEach(json.putObject("facts")::put);
    run.configuration().forEach(json.putObject("configuration")::put);
    json.set("curve", json(run.curve()));
    json.set("rangeTest", json(run.rangeTest()));
    json.set("byRate", json(run.byRate()));
    json.set("byCycle", json(run.byCycle()));
    json.set("byWorker", json(run.byWorker()));
    ObjectNode evaluations = json.putObject("evaluations");
    run.evaluations().forEach((set, columns) -> evaluations.set(set, json(columns)));
    run.cycles().forEach(json.putArray("cycles")::add);
    run.resets().forEach(json.putArray("resets")::add);
    json.set("notFinite", Double.isNaN(run.notFinite()) ? null : number(run.notFinite()));
    return json;
  }

  private static @Nullable ObjectNode json(@Nullable RangeTestData test) {
    if (test == null) {
      return null;
    }
    ObjectNode json = JSON.createObjectNode();
    json.set("curve", json(test.curve()));
    ArrayNode suggestions = json.putArray("suggestions");
    for (Suggestion suggestion : test.suggestions()) {
      suggestions
          .addObject()
          .put("rule", suggestion.rule().toString())
          .put("baseLr", suggestion.baseLr())
          .put("maxLr", suggestion.maxLr());
    }
    Suggestion chosen = test.chosen();
    json.put("chosen", chosen == null ? null : chosen.rule().toString());
    return json.put("problem", test.problem());
  }

  private static @Nullable ObjectNode json(@Nullable Columns columns) {
    if (columns == null) {
      return null;
    }
    ObjectNode json = JSON.createObjectNode();
    for (Map.Entry<String, double[]> column : columns.byName().entrySet()) {
      ArrayNode values = json.putArray(column.getKey());
      for (double value : column.getValue()) {
        values.add(number(value));
      }
    }
    return json;
  }

  /** Six digits; null for what is no finite number, which leaves a gap. */
  private static JsonNode number(double value) {
    if (!Double.isFinite(value)) {
      return JSON.nullNode();
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole
        ? JSON.getNodeFactory().numberNode((long) value)
        : JSON.getNodeFactory().numberNode(Double.parseDouble(PlainNumber.compact(value)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in = open(VERSION)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static String resource(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String name) {
    InputStream in = HtmlPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("no " + name + " on the class path");
    }
    return in;
  }
}
