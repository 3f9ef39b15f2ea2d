package io.clrspark.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.LoggedWarnings;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.learning.config.Sgd;

/** More workers than examples. */
class ManyWorkersTest {

  private static final int EXAMPLES = 10;
  private static final int WORKERS = 100_000;

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @EnumSource(Averaging.class)
  void workersWithoutExamples_getNoTask_andAWarning(Averaging averaging) {
    AtomicInteger tasks = new AtomicInteger();
    SPARK
        .context()
        .sc()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onTaskStart(SparkListenerTaskStart start) {
                tasks.incrementAndGet();
              }
            });
    try (LoggedWarnings warnings = LoggedWarnings.of(TrainingData.class)) {
      ClrTrainer.builder(CyclicLR.triangular(0.001, 0.006, 5))
          .workers(WORKERS)
          .averaging(averaging)
          .epochs(2)
          .build()
          .fit(
              SampleNetworks.mlp(new Sgd(0.1)),
              SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(EXAMPLES), EXAMPLES, 1));
      assertThat(warnings.lines)
          .containsExactly(
              "99990 of 100000 workers have nothing to do: the data has 10 examples. Use fewer workers.");
    }
    assertThat(tasks.get()).isBetween(EXAMPLES, 10 * EXAMPLES);
  }
}
