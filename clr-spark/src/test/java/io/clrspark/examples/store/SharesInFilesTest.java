package io.clrspark.examples.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.LoggedWarnings;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.TrainingOutcome;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.storage.BlockId;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;

/** Data that Spark's memory has no room for: the same bits, from files that go with the run. */
class SharesInFilesTest {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular(0.001, 0.05, 7);
  private static final int WORKERS = 3;

  /** 12 kB for data, of which a worker's share would take 15. */
  private static final Map<String, String> LITTLE_MEMORY =
      Map.of(
          "spark.testing.memory", "20000",
          "spark.testing.reservedMemory", "0",
          "spark.storage.unrollMemoryThreshold", "1000");

  @TempDir Path folder;

  @Test
  void bits_sharesInFiles_areThoseOfSharesInMemory() {
    TrainingOutcome inMemory = inMemory();
    inMemory.assertSameBits(inFiles("local[1]", Map.of(), SCHEDULE));
    inMemory.assertSameBits(inFiles("local[2]", Map.of(), SCHEDULE));
    inMemory.assertSameBits(
        inFiles(LocalSpark.TWO_PROCESSES, Map.of("spark.locality.wait", "0s"), SCHEDULE));
  }

  @Test
  void bits_executorThatDies_areTheSame() {
    TrainingOutcome disturbed =
        inFiles(LocalSpark.TWO_PROCESSES, Map.of(), new Once(folder.resolve("died"), true));
    assertThat(folder.resolve("died")).exists();
    inMemory().assertSameBits(disturbed);
  }

  /** An interrupt closes the file that a task reads from. */
  @Test
  void bits_taskThatIsInterrupted_areTheSame() {
    TrainingOutcome disturbed =
        inFiles("local[2,4]", Map.of(), new Once(folder.resolve("hit"), false));
    assertThat(folder.resolve("hit")).exists();
    inMemory().assertSameBits(disturbed);
  }

  @Test
  void shares_withRoom_areInMemory() {
    LocalSpark.with("local[2]", spark -> assertInFiles(spark, 0));
  }

  @Test
  void runThatEnds_leavesNoFileAndNoBlock() {
    LocalSpark.with(
        "local[2]",
        littleMemory(Map.of()),
        spark -> {
          assertInFiles(spark, WORKERS);
          assertThat(files("shuffle_")).isZero();
          awaitNoFiles();
          train(spark, SCHEDULE);
          assertThat(files("shuffle_")).isZero();
          awaitNoFiles();
          ClrTrainer broken = trainer(SCHEDULE).observer(new Breaks()).build();
          assertThatThrownBy(() -> broken.fit(network(), data(spark)))
              .hasMessageContaining(WORKERS + " files");
          awaitNoFiles();
          while (blocks() > 0) {
            Thread.onSpinWait();
          }
          return null;
        });
  }

  /** Ends a run after its first round, and says how many files there were. */
  private static final class Breaks implements TrainingObserver {
    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      throw new IllegalStateException(files("rdd_") + " files");
    }
  }

  @Test
  void encryption_isNotEvaded() {
    Map<String, String> settings = littleMemory(Map.of("spark.io.encryption.enabled", "true"));
    LocalSpark.with(
        "local[1]",
        settings,
        spark -> {
          assertThatThrownBy(() -> train(spark, SCHEDULE))
              .isInstanceOf(ClrException.class)
              .hasMessage(
                  "Cannot train: a worker's examples, 1 MB, are more than the memory that executor"
                      + " driver has for data, and spark.io.encryption.enabled = true forbids to"
                      + " put them into a file. Raise the heap, or take more executors.");
          return null;
        });
  }

  /** And that a warning says so. */
  private static int assertInFiles(JavaSparkContext spark, int expected) {
    try (LoggedWarnings log = LoggedWarnings.of(TrainingData.class);
        TrainingData loaded = TrainingData.load(data(spark), WORKERS, 42)) {
      assertThat(loaded.inFiles()).isEqualTo(expected);
      assertThat(String.join("\n", log.lines))
          .isEqualTo(
              expected == 0
                  ? ""
                  : "The data is more than the memory for it: %d of 3 workers read their examples from files in spark.local.dir. With more memory or more executors they would not."
                      .formatted(expected));
      return expected;
    }
  }

  /** Spark deletes them in a thread of its own. */
  private static void awaitNoFiles() {
    while (files("rdd_") > 0) {
      Thread.onSpinWait();
    }
  }

  private static int blocks() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsRdd()).size();
  }

  private static int files(String start) {
    Seq<File> all = SparkEnv.get().blockManager().diskBlockManager().getAllFiles();
    return (int)
        JavaConverters.seqAsJavaListConverter(all).asJava().stream()
            .filter(file -> file.getName().startsWith(start))
            .count();
  }

  private static TrainingOutcome inMemory() {
    return LocalSpark.with("local[2]", spark -> train(spark, SCHEDULE));
  }

  private static TrainingOutcome inFiles(
      String master, Map<String, String> more, ISchedule schedule) {
    return LocalSpark.with(master, littleMemory(more), spark -> train(spark, schedule));
  }

  private static Map<String, String> littleMemory(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(LITTLE_MEMORY);
    settings.putAll(more);
    return settings;
  }

  private static TrainingOutcome train(JavaSparkContext spark, ISchedule schedule) {
    MultiLayerNetwork network = network();
    RecordedRun history = RecordedRun.train(trainer(schedule), network, data(spark));
    return TrainingOutcome.of(network, history.rows);
  }

  private static MultiLayerNetwork network() {
    return SampleNetworks.mlp(new Adam(9), builder -> builder.dropOut(0.8));
  }

  private static ClrTrainerBuilder trainer(ISchedule schedule) {
    return ClrTrainer.builder(schedule)
        .workers(WORKERS)
        .batchSize(16)
        .averagingFrequency(4)
        .epochs(2);
  }

  private static JavaRDD<DataSet> data(JavaSparkContext spark) {
    return SampleDataSets.rdd(spark, SampleDataSets.make(1000), 100, 4);
  }

  /** A schedule that in mid-training, one time, ends the process or interrupts the task. */
  private static final class Once implements ISchedule {
    private static final long serialVersionUID = 1L;
    private final String marker;
    private final boolean ends;

    Once(Path marker, boolean ends) {
      this.marker = marker.toString();
      this.ends = ends;
    }

    @Override
    public double valueAt(int iteration, int epoch) {
      if (iteration == 30 && TaskContext.get() != null && isFirst()) {
        if (ends) {
          Runtime.getRuntime().halt(1);
        }
        Thread.currentThread().interrupt();
      }
      return SCHEDULE.valueAt(iteration, epoch);
    }

    private boolean isFirst() {
      try {
        Files.createFile(Path.of(marker));
        return true;
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }

  private static final class IsRdd extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return block.isRDD();
    }
  }
}
