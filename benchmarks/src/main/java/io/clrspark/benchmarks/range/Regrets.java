package io.clrspark.benchmarks.range;

import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a rule's range costs: the regret is the score of the best range of the grid minus the score
 * of the rule's, in points of held-out accuracy or R2. Scores are means over the seeds, so that the
 * luck of one training is not taken for a better range; the suggestion is that of one curve.
 */
final class Regrets {

  /** The rule that the range test uses unless told otherwise, with its warnings. */
  private static final String RECOMMENDED = "recommended";

  /** Those whose maxLr is another rule's: the grid has one baseLr for each maxLr. */
  private static final List<SuggestionRule> SAME_MAX =
      List.of(SuggestionRule.SMITH, SuggestionRule.SMITH_THIRD);

  /**
   * A range test and what its rules cost.
   *
   * @param group what it is reported with
   * @param key data set, updater, network, seed and iterations, as columns
   * @param regrets by rule, in points; a rule that suggests nothing has none
   * @param warning of the recommended suggestion
   */
  record Case(String group, String key, Map<String, Double> regrets, Optional<String> warning) {}

  private Regrets() {}

  /** The cases of a table, from the files of its curves and trainings. */
  static List<Case> cases(NumericTable table, Path curves, Path trainings) throws IOException {
    Map<String, double[]> scores = new LinkedHashMap<>();
    for (List<String[]> rows : byKey(trainings, 3).values()) {
      double[] sums =
          scores.computeIfAbsent(setup(rows.get(0)), key -> new double[Grid.RATES.length]);
      for (String[] row : rows) {
        double score = 100 * Double.parseDouble(row[4]);
        sums[Grid.nearest(Double.parseDouble(row[3]))] += score / RangeRules.SEEDS;
      }
    }
    List<Case> cases = new ArrayList<>();
    byKey(curves, 4)
        .forEach(
            (key, rows) -> {
              int iterations = Integer.parseInt(rows.get(0)[3]);
              RangeCurve curve =
                  RangeCurve.of(
                      column(rows, 4),
                      column(rows, 5),
                      column(rows, 6),
                      RangeSettings.of(iterations));
              Suggestions found = Suggestions.of(curve);
              cases.add(
                  new Case(
                      group(table, iterations),
                      table.name() + "," + key,
                      regrets(curve, found, scores.get(setup(rows.get(0)))),
                      found.warning()));
            });
    return cases;
  }

  private static String group(NumericTable table, int iterations) {
    return "%s, %s, %3d iterations"
        .formatted(
            table.isRegression() ? "Regression" : "Classification",
            table.isForChoosing() ? "for choosing" : "held out",
            iterations);
  }

  private static Map<String, Double> regrets(RangeCurve curve, Suggestions found, double[] scores) {
    double best = Arrays.stream(scores).max().orElseThrow();
    Map<String, Double> regrets = new LinkedHashMap<>();
    found
        .recommended()
        .ifPresent(one -> regrets.put(RECOMMENDED, best - scores[Grid.nearest(one.maxLr())]));
    for (Suggestion one : found.all()) {
      if (!SAME_MAX.contains(one.rule())) {
        regrets.put(one.rule().toString(), best - scores[Grid.nearest(one.maxLr())]);
      }
    }
    FastaiSlide.rate(curve)
        .ifPresent(rate -> regrets.put("slide", best - scores[Grid.nearest(rate)]));
    return regrets;
  }

  /** Writes a row per case and rule, and prints a table per group. */
  static void report(List<Case> cases, Path results) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("data_set,updater,network,seed,iterations,rule,regret,warning");
    for (Case one : cases) {
      one.regrets()
          .forEach(
              (rule, regret) ->
                  lines.add(
                      String.format(
                          Locale.ROOT,
                          "%s,%s,%.2f,\"%s\"",
                          one.key(),
                          rule,
                          regret,
                          rule.equals(RECOMMENDED) ? one.warning().orElse("") : "")));
    }
    Files.write(results.resolve("regrets.csv"), lines);
    cases.stream()
        .collect(Collectors.groupingBy(Case::group, TreeMap::new, Collectors.toList()))
        .forEach(Regrets::print);
  }

  private static void print(String title, List<Case> cases) {
    System.out.printf("%n%s: %d range tests%n%n", title, cases.size());
    System.out.println(
        "| rule | none | median | mean | 90% | worst | above 5 | warned | worst without |");
    System.out.println("|---|---|---|---|---|---|---|---|---|");
    List<String> rules = new ArrayList<>(List.of(RECOMMENDED));
    Arrays.stream(SuggestionRule.values())
        .filter(rule -> !SAME_MAX.contains(rule))
        .forEach(rule -> rules.add(rule.toString()));
    rules.add("slide");
    for (String rule : rules) {
      List<Case> some = cases.stream().filter(one -> one.regrets().containsKey(rule)).toList();
      double[] all = some.stream().mapToDouble(one -> one.regrets().get(rule)).sorted().toArray();
      if (all.length > 0) {
        boolean warns = rule.equals(RECOMMENDED);
        OptionalDouble silent =
            some.stream()
                .filter(one -> !warns || one.warning().isEmpty())
                .mapToDouble(one -> one.regrets().get(rule))
                .max();
        System.out.printf(
            Locale.ROOT,
            "| %s | %d | %.2f | %.2f | %.2f | %.2f | %d | %d | %.2f |%n",
            rule,
            cases.size() - all.length,
            all[all.length / 2],
            Arrays.stream(all).average().orElseThrow(),
            all[all.length * 9 / 10],
            all[all.length - 1],
            Arrays.stream(all).filter(regret -> regret > 5).count(),
            warns ? some.stream().filter(one -> one.warning().isPresent()).count() : 0,
            silent.orElse(0));
      }
    }
  }

  /** The rows of a file by their first columns. */
  private static Map<String, List<String[]>> byKey(Path file, int columns) throws IOException {
    Map<String, List<String[]>> groups = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] row = line.split(",", -1);
      String key = String.join(",", Arrays.copyOf(row, columns));
      groups.computeIfAbsent(key, first -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  private static String setup(String[] row) {
    return row[0] + "," + row[1];
  }

  private static double[] column(List<String[]> rows, int column) {
    return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
  }
}
