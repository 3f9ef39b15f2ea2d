package io.clrspark.jobs.driver;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.jobs.output.Progress;
import io.clrspark.range.LrRangeTest;
import io.clrspark.range.RangeTestResult;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** A range test that {@code spark.clr.*} properties describe. */
public final class RangeTestJob {

  private final ClrConf conf;

  public RangeTestJob(ClrConf conf) {
    this.conf = conf;
  }

  /** Runs the test, and shows its progress. */
  public RangeTestResult run(JavaSparkContext spark, Map<String, String> properties) {
    JobSetup setup = JobSetup.load(spark, conf);
    long iterations =
        conf.get(RangeProperties.LENGTH).iterations(new RunLength(setup.iterationsPerEpoch(), 0));
    if (iterations > Integer.MAX_VALUE) {
      throw new ClrException(
          "Cannot test a range in "
              + iterations
              + " iterations: DL4J counts them to 2147483647. Set a shorter "
              + RangeProperties.LENGTH
              + ".");
    }
    Progress progress =
        new Progress(System.err, Progress.onTerminal(), Progress.columns(), plan(iterations));
    try {
      return LrRangeTest.of(
              conf.get(RangeProperties.MODE),
              conf.get(RangeProperties.MIN_LR),
              conf.get(RangeProperties.MAX_LR),
              iterations)
          .smoothing(conf.get(RangeProperties.SMOOTHING))
          .stopFactor(conf.get(RangeProperties.STOP_FACTOR))
          .run(
              setup.network(),
              setup.data().train(),
              run -> options(setup, run, properties).observer(progress));
    } finally {
      progress.finish();
    }
  }

  private List<String> plan(long iterations) {
    return List.of(
        "A range test: the rate rises from %s to %s in %d iterations (%s)."
            .formatted(
                PlainNumber.withoutExponent(conf.get(RangeProperties.MIN_LR)),
                PlainNumber.withoutExponent(conf.get(RangeProperties.MAX_LR)),
                iterations,
                conf.get(RangeProperties.MODE)));
  }

  private ClrTrainerBuilder options(
      JobSetup setup, ClrTrainerBuilder run, Map<String, String> properties) {
    run.settings(TrainerSettings.ofRangeTest(conf));
    if (conf.set(RangeProperties.EVALUATION_FREQUENCY).isPresent()) {
      setup.evaluate(run);
    }
    return run.configuration(recorded(properties));
  }

  /** The properties to record: without the length of a training, with the frequency of the test. */
  private Map<String, String> recorded(Map<String, String> properties) {
    Map<String, String> recorded = new TreeMap<>(properties);
    recorded.remove(TrainingProperties.EPOCHS.key());
    recorded.remove(TrainingProperties.ITERATIONS.key());
    recorded.put(
        TrainingProperties.AVERAGING_FREQUENCY.key(),
        conf.get(RangeProperties.AVERAGING_FREQUENCY).toString());
    return recorded;
  }
}
