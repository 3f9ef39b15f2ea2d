package io.clrspark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.history.HistoryViews;
import io.clrspark.history.verify.HistoryCheck;
import io.clrspark.report.RunReport;
import io.clrspark.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of earlier formats show the rows that they showed when they were written. */
class GoldenHistoryTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#withRuns")
  void everyView_hasTheRowsOfBefore(GoldenSet set) {
    for (Map.Entry<String, List<String>> view : ViewRows.of(views(set)).entrySet()) {
      List<JsonNode> expected = ViewRows.parsed(set.expected(view.getKey() + ".jsonl"));
      assertThat(columnsOf(expected.get(0), ViewRows.parsed(view.getValue())))
          .as(view.getKey())
          .isEqualTo(expected);
    }
  }

  /** Without the columns that a later version has added. */
  private static List<JsonNode> columnsOf(JsonNode expected, List<JsonNode> rows) {
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    rows.forEach(row -> ((ObjectNode) row).retain(names));
    return rows;
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#withRuns")
  void check_findsTheHistoryWhole(GoldenSet set) {
    HistoryCheck check = HistoryCheck.of(SPARK.session(), set.history().toString());
    assertThat(check.problems()).isEmpty();
    assertThat(check.runs()).isEqualTo(runs(set).size()).isGreaterThan(10);
    assertThat(check.rows())
        .isEqualTo(
            ViewRows.parsed(set.expected("history.jsonl")).size()
                + ViewRows.parsed(set.expected("evaluations.jsonl")).size());
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#withRuns")
  void report_isMadeOfRunsOfEachKind(GoldenSet set, @TempDir Path folder) {
    HistoryViews views = views(set);
    for (List<String> runs :
        List.of(List.of("finished", "resumed", "rolled-back", "failed"), List.of("range-test"))) {
      Path page = folder.resolve(runs.get(0) + ".html");
      RunReport.of(views, runs).writeHtml(page);
      assertThat(page).content().contains(runs);
    }
  }

  private static List<String> runs(GoldenSet set) {
    return ViewRows.parsed(set.expected("runs.jsonl")).stream()
        .map(row -> row.get("run_id").textValue())
        .toList();
  }

  private static HistoryViews views(GoldenSet set) {
    return HistoryViews.of(SPARK.session(), set.history().toString());
  }
}
