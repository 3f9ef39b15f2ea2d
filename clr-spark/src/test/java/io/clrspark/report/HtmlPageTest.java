package io.clrspark.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.suggest.Suggestion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The data that the page's script reads. */
class HtmlPageTest {

  private static final Columns COLUMNS =
      new Columns(
          columns(
              "lr",
              0.001234567891,
              1,
              -0.0,
              1e15,
              123456789.0,
              "loss",
              Double.NaN,
              Double.POSITIVE_INFINITY,
              1e-10,
              2.5e20,
              -1.23456789e-5));

  private static final String JSON_COLUMNS =
      "{\"lr\":[0.00123457,1,0,1.0E15,123456789],"
          + "\"loss\":[null,null,1.0E-10,2.5E20,-1.23457E-5]}";

  @Test
  void data_hasWhatTheScriptReads() {
    RunData run =
        new RunData(
            "a",
            facts("kind", "training", "why", "</script>"),
            null,
            Map.of("spark.clr.maxLr", "0.006"),
            COLUMNS,
            7,
            null,
            null,
            COLUMNS,
            Map.of("test", COLUMNS),
            List.of(0L, 5_000_000_000L),
            List.of(),
            Double.NaN);
    assertThat(HtmlPage.of(List.of(run)))
        .contains(
            "[{\"id\":\"a\",\"bucket\":7,\"facts\":{\"kind\":\"training\",\"why\":\"\\u003c/script>\"},"
                + "\"configuration\":{\"spark.clr.maxLr\":\"0.006\"},\"curve\":"
                + JSON_COLUMNS
                + ",\"rangeTest\":null,\"byRate\":null,\"byCycle\":null,\"byWorker\":"
                + JSON_COLUMNS
                + ",\"evaluations\":{\"test\":"
                + JSON_COLUMNS
                + "},\"cycles\":[0,5000000000],\"resets\":[],\"notFinite\":null}]");
  }

  @Test
  void data_ofARangeTest_hasItsSuggestions() {
    Suggestion suggestion = new Suggestion(SuggestionRule.VALLEY, 1.25e-5, 0.0123456789);
    RunData run =
        new RunData(
            "a",
            Map.of(),
            new RangeTestData(COLUMNS, List.of(suggestion), suggestion.rule(), null, "doubt"),
            Map.of(),
            COLUMNS,
            1,
            COLUMNS,
            COLUMNS,
            COLUMNS,
            Map.of(),
            List.of(),
            List.of(12L),
            12);
    String rule = suggestion.rule().toString();
    assertThat(HtmlPage.of(List.of(run)))
        .contains(
            "\"rangeTest\":{\"curve\":"
                + JSON_COLUMNS
                + ",\"suggestions\":[{\"rule\":\""
                + rule
                + "\",\"baseLr\":1.25E-5,\"maxLr\":0.0123456789}],\"chosen\":\""
                + rule
                + "\",\"problem\":null,\"warning\":\"doubt\"},\"byRate\":{",
            "\"resets\":[12],\"notFinite\":12}]");
  }

  private static Map<String, String> facts(String... pairs) {
    Map<String, String> facts = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      facts.put(pairs[i], pairs[i + 1]);
    }
    return facts;
  }

  private static Map<String, double[]> columns(
      String first,
      double a,
      double b,
      double c,
      double d,
      double e,
      String second,
      double f,
      double g,
      double h,
      double i,
      double j) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put(first, new double[] {a, b, c, d, e});
    columns.put(second, new double[] {f, g, h, i, j});
    return columns;
  }
}
