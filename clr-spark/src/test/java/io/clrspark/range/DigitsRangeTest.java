package io.clrspark.range;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.conf.ClrConf;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.input.JobData;
import io.clrspark.input.NetworkNeeds;
import io.clrspark.model.ConfiguredNetwork;
import io.clrspark.network.Network;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.TrainingResult;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * On the digits of conf/data, no range far above or below trains better than the suggested one, but
 * for a point of accuracy, which is chance.
 */
class DigitsRangeTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @ParameterizedTest
  @CsvSource({"adam", "nesterovs"})
  void suggestedRange_trainsAsWellAsTenTimesAboveAndBelow_overThreeSeeds(String updater) {
    for (int seed = 1; seed <= 3; seed++) {
      ClrConf conf = conf(updater, seed);
      JobData data =
          JobData.load(
              SPARK.context(), conf, new NetworkNeeds(false, 0, false, 0, FittedEncoding.none()));
      Suggestion found = suggestion(conf, data, seed);
      double suggested = accuracy(conf, data, seed, found, 1);
      double above = accuracy(conf, data, seed, found, 10);
      double below = accuracy(conf, data, seed, found, 0.1);
      System.out.printf(
          "%s, seed %d: %.4f to %.4f %.4f, above %.4f, below %.4f%n",
          updater, seed, found.baseLr(), found.maxLr(), suggested, above, below);
      assertThat(found.rule()).isEqualTo(SuggestionRule.DESCENT);
      assertThat(suggested).isGreaterThan(0.95).isGreaterThan(above - 0.01).isGreaterThan(below);
    }
  }

  private static Suggestion suggestion(ClrConf conf, JobData data, long seed) {
    return LrRangeTest.exponential(1e-6, 10, 200)
        .run(network(conf, data), data.train(), run -> run.batchSize(32).seed(seed))
        .suggestions()
        .recommended()
        .orElseThrow();
  }

  private static ClrConf conf(String updater, int seed) {
    return ClrConf.of(
        Map.of(
            "spark.clr.data.path", "../conf/data/digits.csv.gz",
            "spark.clr.data.classes", "10",
            "spark.clr.data.divide", "16",
            "spark.clr.model.hidden", "128,64",
            "spark.clr.model.updater", updater,
            "spark.clr.seed", String.valueOf(seed)));
  }

  private static Network network(ClrConf conf, JobData data) {
    ConfiguredNetwork configured =
        ConfiguredNetwork.of(conf, SPARK.context().hadoopConfiguration());
    return Network.of(configured.network(data.shape(), data.outputs()));
  }

  /** After one cycle of two epochs up and two down. */
  private static double accuracy(
      ClrConf conf, JobData data, long seed, Suggestion range, double factor) {
    CyclicLR rates = CyclicLR.triangular(factor * range.baseLr(), factor * range.maxLr(), 46);
    TrainingResult result =
        ClrTrainer.builder(rates)
            .workers(2)
            .batchSize(32)
            .averagingFrequency(4)
            .seed(seed)
            .epochs(4)
            .heldOut("test", data.test().orElseThrow())
            .build()
            .fit(network(conf, data), data.train());
    return result.evaluations().get(3).accuracy();
  }
}
