package io.clrspark.jobs.output;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.ScheduleProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.RangeTestResult;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;

/** The result of a range test, as lines and as properties to train with. */
public final class RangeReport {

  private final ClrConf conf;
  private final RangeTestResult result;
  private final Optional<Suggestion> suggestion;

  public RangeReport(ClrConf conf, RangeTestResult result) {
    this.conf = conf;
    this.result = result;
    this.suggestion = suggestion(conf.get(RangeProperties.RULE), result.suggestions());
  }

  private static Optional<Suggestion> suggestion(String rule, Suggestions suggestions) {
    return rule.equals(RangeProperties.RECOMMENDED)
        ? suggestions.recommended()
        : suggestions.by(SuggestionRule.valueOf(rule.toUpperCase(Locale.ROOT)));
  }

  /** The suggestion of the rule that was asked for. */
  public Optional<Suggestion> suggestion() {
    return suggestion;
  }

  /** The properties file of a suggestion. */
  public String properties(Suggestion found) {
    return """
        # The range that range test %s suggests by the rule %s.
        %s# Use it after the file that was tested: bin/clr train FILE %s
        %s %s
        %s %s
        """
        .formatted(
            result.run().runId(),
            found.rule(),
            warning().map(text -> "# " + text + "\n").orElse(""),
            ResultLines.quoted(conf.get(RangeProperties.PROPERTIES)),
            ScheduleProperties.BASE_LR,
            PlainNumber.withoutExponent(found.baseLr()),
            ScheduleProperties.MAX_LR,
            PlainNumber.withoutExponent(found.maxLr()));
  }

  /** Prints the results on {@code out}; all suggestions and warnings on {@code err}. */
  public void print(PrintStream out, PrintStream err) {
    printAll(err);
    out.println("run_id: " + result.run().runId());
    out.println("iterations: " + result.curve().points());
    out.println("stopped: " + stopped(result.curve()));
    out.println("suggested baseLr: " + number(suggestion.map(Suggestion::baseLr)));
    out.println("suggested maxLr: " + number(suggestion.map(Suggestion::maxLr)));
    out.println("rule: " + suggestion.map(this::rule).orElseGet(() -> "none (" + reason() + ")"));
    out.println(
        "properties: "
            + suggestion.map(found -> conf.get(RangeProperties.PROPERTIES)).orElse("none"));
    Optional<String> history = conf.set(TrainingProperties.HISTORY_PATH);
    out.println(
        "history: " + ResultLines.unlessNone(TrainingProperties.HISTORY_PATH.key(), history));
    warning().ifPresent(err::println);
    result.run().historyProblems().forEach(problem -> err.println("Warning: " + problem));
  }

  /**
   * Ends the command with an error where the curve suggests no range.
   *
   * @throws ClrException with the reason
   */
  public void requireSuggestion() {
    if (suggestion.isEmpty()) {
      throw new ClrException("No suggestion: " + reason() + ".");
    }
  }

  private Optional<String> warning() {
    return result.suggestions().warning().map(why -> "Warning: " + why + ".");
  }

  private void printAll(PrintStream err) {
    if (!result.suggestions().all().isEmpty()) {
      err.println("rule           baseLr        maxLr");
    }
    for (Suggestion each : result.suggestions().all()) {
      err.println(
          "%-14s %-13s %s"
              .formatted(
                  each.rule(),
                  PlainNumber.withoutExponent(each.baseLr()),
                  PlainNumber.withoutExponent(each.maxLr())));
    }
  }

  private String rule(Suggestion found) {
    boolean recommended = result.suggestions().recommended().equals(Optional.of(found));
    return found.rule() + (recommended ? " (" + RangeProperties.RECOMMENDED + ")" : "");
  }

  private String reason() {
    return result
        .suggestions()
        .problem()
        .orElseGet(() -> "the curve supports none by the rule " + conf.get(RangeProperties.RULE));
  }

  private static String number(Optional<Double> value) {
    return value.map(PlainNumber::withoutExponent).orElse("none");
  }

  private String stopped(RangeCurve curve) {
    int last = curve.points() - 1;
    String where = "at lr %s, ".formatted(PlainNumber.withoutExponent(curve.rates()[last]));
    return switch (curve.end()) {
      case COMPLETED -> "no";
      case DIVERGED ->
          where
              + "the smoothed loss passed %s times its best"
                  .formatted(PlainNumber.withoutExponent(curve.settings().stopFactor()));
      case NOT_FINITE -> where + "the loss was not finite";
    };
  }
}
