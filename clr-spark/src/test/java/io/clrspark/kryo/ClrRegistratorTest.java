package io.clrspark.kryo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Trainings under a Kryo that takes registered classes only. */
class ClrRegistratorTest {

  private static final String REGISTRATOR = "spark.kryo.registrator";
  private static final Map<String, String> REQUIRED =
      Map.of(
          "spark.serializer", "org.apache.spark.serializer.KryoSerializer",
          "spark.kryo.registrationRequired", "true");

  @ParameterizedTest
  @CsvSource({
    "local[2], DRIVER",
    "'local-cluster[2,1,1024]', DRIVER",
    "'local-cluster[2,1,1024]', EXECUTORS"
  })
  void everythingThatIsSent_isRegistered(String master, Averaging averaging) {
    Map<String, String> settings = new HashMap<>(REQUIRED);
    settings.put(REGISTRATOR, ClrRegistrator.class.getName());
    long iterations = LocalSpark.with(master, settings, spark -> train(spark, averaging));
    assertThat(iterations).isEqualTo(6);
  }

  @Test
  void withoutTheRegistrator_itsNameIsToldAtOnce() {
    assertThatThrownBy(
            () -> LocalSpark.with("local[2]", REQUIRED, spark -> train(spark, Averaging.DRIVER)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.kryo.registrationRequired: true (the classes of clr-spark are not"
                + " registered: add io.clrspark.kryo.ClrRegistrator to spark.kryo.registrator,"
                + " after a comma if that has others)");
  }

  private static long train(JavaSparkContext spark, Averaging averaging) {
    JavaRDD<DataSet> data = SampleDataSets.rdd(spark, SampleDataSets.make(60), 20, 3);
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.006, 3))
        .workers(2)
        .batchSize(10)
        .epochs(2)
        .averaging(averaging)
        .evaluation("test", data)
        .build()
        .fit(SampleNetworks.mlp(new Adam(0.1)), data)
        .iterations();
  }
}
