package io.clrspark.benchmarks.comparison;

import com.sun.management.OperatingSystemMXBean;
import io.clrspark.ClrException;
import io.clrspark.benchmarks.measure.BytesMoved;
import io.clrspark.benchmarks.measure.ExecutorPeaks;
import io.clrspark.benchmarks.measure.Machine;
import io.clrspark.benchmarks.measure.MemoryPeaks;
import io.clrspark.benchmarks.system.ClrSparkTrainer;
import io.clrspark.benchmarks.system.LocalFit;
import io.clrspark.benchmarks.system.ParallelWrapperTrainer;
import io.clrspark.benchmarks.system.RandomExamples;
import io.clrspark.benchmarks.system.StockTrainingMaster;
import io.clrspark.benchmarks.system.TorchTrainer;
import io.clrspark.benchmarks.system.TrainingCase;
import io.clrspark.benchmarks.system.TrainingSystem;
import io.clrspark.benchmarks.system.UnaveragedReplicas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.nd4j.linalg.dataset.DataSet;

/** Trains a case with every system, in turn, and measures each. */
public final class Comparison {

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

  /** The systems' names of another library, which run only where they are asked for. */
  public static final List<String> TORCH = List.of("torch-gloo", "torch-ddp");

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final JavaSparkContext spark;
  private final TrainingCase bench;
  private final BytesMoved moved = new BytesMoved();

  public Comparison(JavaSparkContext spark, TrainingCase bench) {
    this.spark = spark;
    this.bench = bench;
  }

  /**
   * Warms each system up for the same time, then runs all in turn.
   *
   * @param plan which systems, how often and how long
   * @param progress gets a line for each run
   */
  public ComparisonResults run(ComparisonPlan plan, Consumer<String> progress) {
    Path folder = temporary();
    JavaRDD<DataSet> data = RandomExamples.rdd(spark, bench);
    if (plan.cachesData()) {
      data.cache().count();
    }
    spark.sc().addSparkListener(moved);
    try {
      return run(systems(plan, data, folder), plan, progress);
    } finally {
      spark.sc().removeSparkListener(moved);
      data.unpersist(true);
      delete(folder);
    }
  }

  private ComparisonResults run(
      List<TrainingSystem> systems, ComparisonPlan plan, Consumer<String> progress) {
    for (TrainingSystem system : systems) {
      progress.accept("warm-up: " + name(system));
      warmUp(system, TimeUnit.SECONDS.toNanos(plan.warmUpSeconds()));
    }
    List<SystemResult> outcomes = systems.stream().map(SystemResult::new).toList();
    for (int repetition = 1; repetition <= plan.repetitions(); repetition++) {
      for (int c = 0; c < systems.size(); c++) {
        TrainingSystem system = systems.get(c);
        progress.accept("run %d of %d: %s".formatted(repetition, plan.repetitions(), name(system)));
        measure(system, plan.epochs(), outcomes.get(c));
      }
    }
    return new ComparisonResults(Machine.of(spark), bench, plan, outcomes);
  }

  /** By time and not by epochs: Java's compiler works for some seconds. */
  private static void warmUp(TrainingSystem system, long nanos) {
    long started = System.nanoTime();
    for (int epochs = 1; System.nanoTime() - started < nanos; epochs *= 2) {
      system.epochs(epochs, () -> {});
    }
  }

  private void measure(TrainingSystem system, int epochs, SystemResult outcome) {
    try (MemoryPeaks memory = new MemoryPeaks()) {
      AtomicReference<Used> before = new AtomicReference<>(usedSoFar());
      ExecutorPeaks.reset(spark);
      double[] seconds = system.epochs(epochs, () -> before.set(usedSoFar()));
      outcome.add(seconds, memory, ExecutorPeaks.of(spark), usedSoFar().since(before.get()));
    }
  }

  /** Waits for Spark, whose listeners hear of a task some time after its end. */
  private Used usedSoFar() {
    try {
      spark.sc().listenerBus().waitUntilEmpty();
      return new Used(moved.total(), PROCESS.getProcessCpuTime());
    } catch (TimeoutException e) {
      throw new ClrException("Cannot count the bytes moved: Spark's listeners are slow.", e);
    }
  }

  private List<TrainingSystem> systems(ComparisonPlan plan, JavaRDD<DataSet> data, Path folder) {
    List<TrainingSystem> systems = new ArrayList<>();
    for (String system : names()) {
      if (plan.systems().contains(system)) {
        switch (system) {
          case "local-fit" -> systems.add(new LocalFit(bench));
          case "limit" -> systems.add(new UnaveragedReplicas(spark, bench));
          case "torch-ddp" -> systems.add(new TorchTrainer(bench, 0, folder));
          default ->
              plan.frequencies()
                  .forEach(
                      frequency -> systems.add(averaging(system, frequency, data, folder, plan)));
        }
      }
    }
    return systems;
  }

  /** All systems' names, in the order in which they run. */
  private static List<String> names() {
    List<String> names = new ArrayList<>(SYSTEMS);
    names.addAll(TORCH);
    return names;
  }

  private TrainingSystem averaging(
      String system, int frequency, JavaRDD<DataSet> data, Path folder, ComparisonPlan plan) {
    return switch (system) {
      case "parallel-wrapper" -> new ParallelWrapperTrainer(bench, frequency);
      case "clr-spark" ->
          new ClrSparkTrainer(bench, data, frequency, plan.averaging(), Optional.of(folder));
      case "clr-spark-no-history" ->
          new ClrSparkTrainer(bench, data, frequency, plan.averaging(), Optional.empty());
      case "torch-gloo" -> new TorchTrainer(bench, frequency, folder);
      case "stock-export" ->
          new StockTrainingMaster(
              spark, bench, data, plan.stock(), RDDTrainingApproach.Export, frequency);
      default ->
          new StockTrainingMaster(
              spark, bench, data, plan.stock(), RDDTrainingApproach.Direct, frequency);
    };
  }

  private static String name(TrainingSystem system) {
    return system.averagingFrequency() == 0
        ? system.system()
        : system.system() + ", averagingFrequency " + system.averagingFrequency();
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
