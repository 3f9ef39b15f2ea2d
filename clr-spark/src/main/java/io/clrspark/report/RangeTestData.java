package io.clrspark.report;

import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.history.HistoryViews;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A range test: its curve against the rate, and the ranges that the curve suggests.
 *
 * @param curve by rate: lr, loss, smoothed_loss, accuracy, smoothed_accuracy
 * @param suggestions every rule's range
 * @param chosen the rule that was chosen; null if none was
 * @param problem why there is no suggestion; null if there is one
 * @param warning why the recommended range is uncertain; null if nothing speaks against it
 */
record RangeTestData(
    Columns curve,
    List<Suggestion> suggestions,
    @Nullable SuggestionRule chosen,
    @Nullable String problem,
    @Nullable String warning) {

  /**
   * Reads the range test of a run.
   *
   * @param configuration the run's properties, which name the chosen rule
   * @param most largest number of points of the curve
   */
  static RangeTestData of(
      HistoryViews views, String runId, Map<String, String> configuration, int most) {
    RangeCurve curve = RangeCurve.of(views, runId);
    Suggestions suggestions = Suggestions.of(curve);
    String rule = configuration.getOrDefault(RangeProperties.RULE.key(), "");
    return new RangeTestData(
        columns(curve, most),
        suggestions.all(),
        suggestions.all().stream()
            .filter(suggestion -> suggestion.rule().toString().equals(rule))
            .findFirst()
            .or(suggestions::recommended)
            .map(Suggestion::rule)
            .orElse(null),
        suggestions.problem().orElse(null),
        suggestions.warning().orElse(null));
  }

  private static Columns columns(RangeCurve curve, int most) {
    Map<String, double[]> columns = new LinkedHashMap<>();
    columns.put("lr", curve.rates());
    columns.put("loss", curve.losses());
    columns.put("smoothed_loss", curve.smoothedLosses());
    columns.put("accuracy", curve.accuracies());
    columns.put("smoothed_accuracy", curve.smoothedAccuracies());
    int together = Math.max(1, (curve.points() + most - 1) / most);
    columns.replaceAll((name, values) -> means(values, together));
    return new Columns(columns);
  }

  private static double[] means(double[] values, int together) {
    double[] means = new double[(values.length + together - 1) / together];
    for (int i = 0; i < means.length; i++) {
      int end = Math.min(values.length, (i + 1) * together);
      means[i] = Arrays.stream(values, i * together, end).average().orElseThrow();
    }
    return means;
  }
}
