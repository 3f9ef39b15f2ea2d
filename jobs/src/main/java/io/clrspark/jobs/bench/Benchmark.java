package io.clrspark.jobs.bench;

import io.clrspark.ClrException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.nd4j.linalg.dataset.DataSet;

/** Trains a case with every system, in turn, as often as asked. */
public final class Benchmark {

  /** The systems' names, in the order in which they run. */
  public static final List<String> SYSTEMS =
      List.of(
          "local-fit",
          "limit",
          "parallel-wrapper",
          "clr-spark",
          "clr-spark-no-history",
          "stock-export",
          "stock-direct");

  private final JavaSparkContext spark;
  private final BenchCase bench;
  private final BytesMoved moved = new BytesMoved();

  public Benchmark(JavaSparkContext spark, BenchCase bench) {
    this.spark = spark;
    this.bench = bench;
  }

  /**
   * Warms each system up, for the same time at least, then runs all in turn.
   *
   * @param plan which systems, how often and how long
   * @param progress is told what runs
   */
  public BenchResults run(BenchPlan plan, Consumer<String> progress) {
    Path folder = temporary();
    JavaRDD<DataSet> data = BenchData.rdd(spark, bench);
    if (plan.cachesData()) {
      data.cache().count();
    }
    spark.sc().addSparkListener(moved);
    try {
      return run(contenders(plan, data, folder), plan, progress);
    } finally {
      spark.sc().removeSparkListener(moved);
      data.unpersist(true);
      delete(folder);
    }
  }

  private BenchResults run(List<Contender> contenders, BenchPlan plan, Consumer<String> progress) {
    for (Contender contender : contenders) {
      progress.accept("warm-up: " + name(contender));
      warmUp(contender, TimeUnit.SECONDS.toNanos(plan.warmUpSeconds()));
    }
    List<Outcome> outcomes = contenders.stream().map(Outcome::new).toList();
    for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
      for (int c = 0; c < contenders.size(); c++) {
        Contender contender = contenders.get(c);
        progress.accept(
            "run %d of %d: %s".formatted(repetition, plan.repetitions(), name(contender)));
        measure(contender, plan.epochs(), outcomes.get(c));
      }
    }
    return new BenchResults(Machine.of(spark), bench, plan, outcomes);
  }

  /** A system's epochs differ in length, and Java's compiler works for some seconds. */
  private static void warmUp(Contender contender, long nanos) {
    long started = System.nanoTime();
    for (int epochs = 1; System.nanoTime() - started < nanos; epochs *= 2) {
      contender.epochs(epochs, () -> {});
    }
  }

  private void measure(Contender contender, int epochs, Outcome outcome) {
    try (MemoryPeaks memory = new MemoryPeaks()) {
      AtomicLong before = new AtomicLong();
      ExecutorPeaks.reset(spark);
      double[] seconds = contender.epochs(epochs, () -> before.set(movedSoFar()));
      long bytes = movedSoFar() - before.get();
      outcome.add(seconds, memory, ExecutorPeaks.of(spark), bytes);
    }
  }

  /** Listeners hear of a task some time after it. */
  private long movedSoFar() {
    try {
      spark.sc().listenerBus().waitUntilEmpty();
      return moved.total();
    } catch (TimeoutException e) {
      throw new ClrException("Cannot count the bytes moved: Spark's listeners are slow.", e);
    }
  }

  private List<Contender> contenders(BenchPlan plan, JavaRDD<DataSet> data, Path folder) {
    List<Contender> contenders = new ArrayList<>();
    for (String system : SYSTEMS) {
      if (plan.systems().contains(system)) {
        if (Set.of("local-fit", "limit").contains(system)) {
          contenders.add(
              system.equals("limit") ? new FreeReplicas(spark, bench) : new LocalFit(bench));
        } else {
          plan.frequencies()
              .forEach(
                  frequency -> contenders.add(averaging(system, frequency, data, folder, plan)));
        }
      }
    }
    return contenders;
  }

  private Contender averaging(
      String system, int frequency, JavaRDD<DataSet> data, Path folder, BenchPlan plan) {
    return switch (system) {
      case "parallel-wrapper" -> new Wrapper(bench, frequency);
      case "clr-spark" -> new Engine(bench, data, frequency, plan.averaging(), Optional.of(folder));
      case "clr-spark-no-history" ->
          new Engine(bench, data, frequency, plan.averaging(), Optional.empty());
      case "stock-export" ->
          new StockMaster(spark, bench, data, plan.stock(), RDDTrainingApproach.Export, frequency);
      default ->
          new StockMaster(spark, bench, data, plan.stock(), RDDTrainingApproach.Direct, frequency);
    };
  }

  private static String name(Contender contender) {
    return contender.averagingFrequency() == 0
        ? contender.system()
        : contender.system() + ", averagingFrequency " + contender.averagingFrequency();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("clr-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
