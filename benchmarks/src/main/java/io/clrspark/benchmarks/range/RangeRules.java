package io.clrspark.benchmarks.range;

import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.UpdateRows;
import io.clrspark.range.ExponentialSweep;
import io.clrspark.schedule.CyclicLR;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Compares the rules of the range test by the trainings that their ranges give.
 *
 * <p>For every table of a folder, every {@link Setup} and five seeds it runs a range test of 200
 * iterations from 1e-6 to 10, and trains three cycles of {@code triangular2} with each range of a
 * grid: four values of maxLr a decade, a quarter of each for baseLr. The numbers stay in two files
 * per table, so that a second call trains only what is missing. {@link Regrets} judges the rules by
 * them.
 *
 * <pre>{@code
 * python benchmarks/src/main/python/range_rules_data.py DATA [--mnist FOLDER]
 * mvn -q -Dmaven.test.skip process-classes -pl benchmarks -am -Prange-rules \
 *     -Drange.data=DATA -Drange.results=RESULTS
 * }</pre>
 */
public final class RangeRules {

  static final int ITERATIONS = 200;
  static final int SEEDS = 5;

  private static final ExponentialSweep SWEEP = new ExponentialSweep(1e-6, 10, ITERATIONS, 0);
  private static final int CYCLES = 3;
  private static final int FEWEST_UP = 20;

  private RangeRules() {}

  /** The folder of the tables, and the folder of the results. */
  public static void main(String[] arguments) throws IOException {
    ComputeThreads.set(1);
    Path results = Files.createDirectories(Path.of(arguments[1]));
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    for (Path file : files) {
      Table table = Table.read(file);
      if (!Files.exists(results.resolve(table.name() + "-trainings.csv"))) {
        measure(table, results);
      }
    }
  }

  private static void measure(Table table, Path results) throws IOException {
    long start = System.nanoTime();
    Path unfinished = results.resolve("unfinished");
    try (PrintWriter curves = writer(results.resolve(table.name() + "-curves.csv"));
        PrintWriter trainings = writer(unfinished)) {
      curves.println("updater,network,seed,lr,loss,accuracy");
      trainings.println("updater,network,seed,max_lr,score");
      for (Setup setup : Setup.all()) {
        Trainer trainer = new Trainer(setup, table);
        for (long seed = 1; seed <= SEEDS; seed++) {
          measure(setup, trainer.seeded(seed), seed, curves, trainings);
        }
      }
    }
    Files.move(unfinished, results.resolve(table.name() + "-trainings.csv"));
    System.out.printf(Locale.ROOT, "%s: %.0f s%n", table.name(), (System.nanoTime() - start) / 1e9);
  }

  private static void measure(
      Setup setup, Trainer.Seeded seeded, long seed, PrintWriter curves, PrintWriter trainings) {
    String key = setup.updater() + "," + setup.network() + "," + seed + ",";
    UpdateRows rows = seeded.rows(ITERATIONS, SWEEP::rateAt);
    for (int i = 0; i < rows.size(); i++) {
      curves.println(key + rows.rate(i) + "," + rows.loss(i) + "," + rows.accuracy(i));
    }
    int stepSize = Math.max(FEWEST_UP, seeded.updatesPerEpoch());
    for (double maxLr : Grid.RATES) {
      CyclicLR schedule = CyclicLR.triangular2(maxLr / 4, maxLr, stepSize);
      trainings.println(key + maxLr + "," + seeded.score(CYCLES * 2 * stepSize, schedule::rateAt));
    }
  }

  private static PrintWriter writer(Path file) throws IOException {
    return new PrintWriter(Files.newBufferedWriter(file));
  }
}
