package io.clrspark.training.round.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Adam;
import scala.runtime.AbstractFunction1;

/** What a run keeps does not grow with its rounds. */
class ManyRoundsTest {

  private static final int ROUNDS = 300;
  private static final int EARLY = 100;
  private static final int SOME = 50; // objects that come and go

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Averaging.class,
      names = {"DRIVER", "EXECUTORS"})
  void kept_afterManyRounds_isWhatWasKeptAfterFew(Averaging where) {
    Watch watch = new Watch();
    LocalSpark.with(
        "local[2]",
        Map.of(
            "spark.local.dir", folder.toString(),
            "spark.ui.retainedJobs", "10", // Spark's own memory of the past
            "spark.ui.retainedStages", "10",
            "spark.ui.retainedTasks", "20"),
        spark -> {
          MultiLayerNetwork network = SampleNetworks.mlp(new Adam(9), builder -> builder);
          return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 7))
              .workers(2)
              .batchSize(10)
              .averagingFrequency(1)
              .iterations(ROUNDS)
              .averaging(where)
              .observer(watch)
              .build()
              .fit(network, SampleDataSets.rdd(spark, SampleDataSets.make(200), 50, 4));
        });
    Kept early = watch.at.get(EARLY);
    Kept late = watch.at.get(ROUNDS);
    assertThat(late.broadcasts).isLessThanOrEqualTo(early.broadcasts + 2);
    assertThat(late.files).isLessThanOrEqualTo(early.files + 4);
    assertThat(late.objects).isLessThanOrEqualTo(early.objects + SOME);
    assertThat(RoundExchange.openCount()).isZero();
  }

  private record Kept(long objects, long broadcasts, long files) {}

  private final class Watch implements TrainingObserver {
    private final Map<Integer, Kept> at = new HashMap<>();

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      int done = round.round() + 1;
      if (done == EARLY || done == ROUNDS) {
        at.put(done, kept());
      }
    }

    /** Looks until two looks agree: Spark cleans up after a collection, in a thread of its own. */
    private Kept kept() {
      Kept last = look();
      for (int i = 0; i < 20; i++) {
        Kept next = look();
        if (next.broadcasts == last.broadcasts && next.files == last.files && i > 2) {
          return next;
        }
        last = next;
      }
      return last;
    }

    private Kept look() {
      long objects = objects();
      await();
      return new Kept(objects, broadcasts(), files());
    }
  }

  private static void await() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How many objects of this project's classes are in use, by a count that collects garbage. */
  private static long objects() {
    try {
      String histogram =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[0]},
                      new String[] {String[].class.getName()});
      return histogram
          .lines()
          .filter(line -> line.contains(" io.clrspark.") || line.contains("[Lio.clrspark."))
          .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[1]))
          .sum();
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long broadcasts() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(new IsBroadcast()).size();
  }

  private long files() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class IsBroadcast extends AbstractFunction1<BlockId, Object> {
    @Override
    public Object apply(BlockId block) {
      return block.isBroadcast();
    }
  }
}
