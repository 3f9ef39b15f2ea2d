package io.clrspark.benchmarks.range;

import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.range.ExponentialSweep;
import io.clrspark.schedule.CyclicLR;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the rules of the range test by the trainings that their ranges give.
 *
 * <p>For every table of a folder, every {@link Setup} and five seeds it runs range tests from 1e-6
 * to 10, and trains three cycles of {@code triangular2} with each range of a grid: four values of
 * maxLr a decade, a quarter of each for baseLr. The numbers stay in two files per table, so that a
 * second call trains only what is missing. {@link Regrets} judges the rules by them.
 *
 * <pre>{@code
 * python benchmarks/src/main/python/range_rules_data.py DATA [--mnist FOLDER]
 * mvn -q -Dmaven.test.skip process-classes -pl benchmarks -am -Prange-rules \
 *     -Drange.data=DATA -Drange.results=RESULTS
 * }</pre>
 */
public final class RangeRules {

  /** The lengths of the range tests, in iterations; 200 is the default of {@code range.length}. */
  static final List<Integer> LENGTHS = List.of(200, 100, 50);

  static final int SEEDS = 5;
  private static final int CYCLES = 3;
  private static final int FEWEST_UP = 20;

  /** The numbers of one table, setup and seed, as lines of a file. */
  private interface Measurement {
    List<String> lines(Trainer.Seeded seeded);
  }

  private RangeRules() {}

  /** The folder of the tables, and the folder of the results. */
  public static void main(String[] arguments) throws IOException {
    ComputeThreads.set(1);
    Path results = Files.createDirectories(Path.of(arguments[1]));
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<Regrets.Case> cases = new ArrayList<>();
    for (Path file : files) {
      NumericTable table = NumericTable.read(file);
      Path curves = results.resolve(table.name() + "-curves.csv");
      measure(table, curves, "iterations,lr,loss,accuracy", RangeRules::curves);
      Path trainings = results.resolve(table.name() + "-trainings.csv");
      measure(table, trainings, "max_lr,score", RangeRules::trainings);
      cases.addAll(Regrets.cases(table, curves, trainings));
    }
    Regrets.report(cases, results);
  }

  private static void measure(
      NumericTable table, Path file, String columns, Measurement measurement) throws IOException {
    if (Files.exists(file)) {
      return;
    }
    long start = System.nanoTime();
    Path unfinished = Path.of(file + ".unfinished");
    try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(unfinished))) {
      out.println("updater,network,seed," + columns);
      for (Setup setup : Setup.all()) {
        Trainer trainer = new Trainer(setup, table);
        for (long seed = 1; seed <= SEEDS; seed++) {
          String key = setup.updater() + "," + setup.network() + "," + seed + ",";
          measurement.lines(trainer.seeded(seed)).forEach(line -> out.println(key + line));
        }
      }
    }
    Files.move(unfinished, file);
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %.0f s%n", file.getFileName(), seconds);
  }

  private static List<String> curves(Trainer.Seeded seeded) {
    List<String> lines = new ArrayList<>();
    for (int iterations : LENGTHS) {
      UpdateRows rows =
          seeded.rows(iterations, new ExponentialSweep(1e-6, 10, iterations, 0)::rateAt);
      for (int i = 0; i < rows.size(); i++) {
        lines.add(iterations + "," + rows.rate(i) + "," + rows.loss(i) + "," + rows.accuracy(i));
      }
    }
    return lines;
  }

  private static List<String> trainings(Trainer.Seeded seeded) {
    List<String> lines = new ArrayList<>();
    int stepSize = Math.max(FEWEST_UP, seeded.updatesPerEpoch());
    for (double maxLr : Grid.RATES) {
      CyclicLR schedule = CyclicLR.triangular2(maxLr / 4, maxLr, stepSize);
      lines.add(maxLr + "," + seeded.score(CYCLES * 2 * stepSize, schedule::rateAt));
    }
    return lines;
  }
}
