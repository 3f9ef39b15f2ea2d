package io.clrspark.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ISchedule;

/** Executors that come to the bound on their memory: it is named, and they live on. */
class MemoryBoundsTest {

  @Test
  void boundReachedWhileLoading_isNamed() {
    executor("100m", spark -> refused(spark, CyclicLR.triangular(0.001, 0.01, 4), 100));
  }

  @Test
  void boundReachedInARound_isNamed() {
    executor("900m", spark -> refused(spark, new Hog(), 900));
  }

  @Test
  void fullHeap_isNamed() {
    LocalSpark.with(
        "local-cluster[1,1,1024]",
        Map.of("spark.task.maxFailures", "1", "spark.executor.memory", "600m"),
        spark -> {
          ClrTrainer trainer = ClrTrainer.builder(CyclicLR.triangular(0.1, 0.2, 3)).build();
          JavaRDD<DataSet> hungry =
              SampleDataSets.rdd(spark, SampleDataSets.make(60), 30, 1)
                  .filter(data -> new long[200_000_000].length > data.numExamples());
          assertThatThrownBy(() -> trainer.fit(SampleNetworks.mlp(new Adam(1)), hungry))
              .isInstanceOf(ClrException.class)
              .hasMessage(
                  "Cannot train: the heap of executor 0 is full at spark.executor.memory = 600m."
                      + " Raise that, or take fewer cores per executor, a smaller batchSize or"
                      + " network.");
          return null;
        });
  }

  @Test
  void otherErrors_stayWhatTheyAre() {
    OutOfMemoryError threads = new OutOfMemoryError("unable to create native thread");
    assertThatThrownBy(() -> MemoryBounds.explained(threads)).isSameAs(threads);
  }

  private interface Body {
    void in(JavaSparkContext spark);
  }

  /** A master with one executor of that bound, which does not try a task twice. */
  private static void executor(String bound, Body body) {
    Map<String, String> settings =
        Map.of(
            "spark.executor.extraJavaOptions",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + bound,
            "spark.task.maxFailures",
            "1");
    LocalSpark.with(
        "local-cluster[1,1,1024]",
        settings,
        spark -> {
          body.in(spark);
          return null;
        });
  }

  private static void refused(JavaSparkContext spark, ISchedule schedule, int bound) {
    ClrTrainer trainer = ClrTrainer.builder(schedule).workers(1).build();
    assertThatThrownBy(
            () ->
                trainer.fit(
                    SampleNetworks.mlp(new Adam(1)),
                    SampleDataSets.rdd(spark, SampleDataSets.make(60), 30, 1)))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            ("Cannot train: executor 0 has \\d+M in memory, over its"
                    + " org\\.bytedeco\\.javacpp\\.maxphysicalbytes = %dM\\. Raise that in"
                    + " spark\\.executor\\.extraJavaOptions \\(unset, it is 4 times the heap\\) and"
                    + " spark\\.executor\\.memoryOverhead with it, or take a smaller batchSize or"
                    + " network\\.")
                .formatted(bound));
    assertThat(spark.parallelize(List.of(1), 1).map(i -> SparkEnv.get().executorId()).collect())
        .containsExactly("0");
  }

  /** A schedule that takes all the memory an executor may have. */
  private static final class Hog implements ISchedule {
    private static final long serialVersionUID = 1L;
    private static final List<INDArray> TAKEN = new ArrayList<>();

    @Override
    public double valueAt(int iteration, int epoch) {
      while (TaskContext.get() != null) {
        TAKEN.add(Nd4j.ones(10_000_000));
      }
      return 0.01;
    }

    @Override
    public ISchedule clone() {
      return this;
    }
  }
}
