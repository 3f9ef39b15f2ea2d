package io.clrspark.jobs;

import io.clrspark.ClrException;
import io.clrspark.PlainNumber;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.range.LrRangeTest;
import io.clrspark.range.RangeTestResult;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.TrainerSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;

/** {@code bin/clr range-test}: finds the range of rates to train a network with. */
public final class RangeTest {

  private final ClrConf conf;
  private final TextFile fragment;

  private RangeTest(ClrConf conf) {
    this.conf = conf;
    this.fragment = new TextFile("properties file", conf.get(RangeProperties.PROPERTIES));
  }

  /** Runs the job; its properties are those of Spark. */
  public static void main(String[] arguments) {
    Job.run("range-test", arguments, RangeTest::run);
  }

  private static void run(List<String> arguments) {
    Map<String, String> properties = JobProperties.ofSpark(arguments);
    ClrConf conf = ClrConf.of(properties);
    RangeTest job = new RangeTest(conf);
    job.fragment.requireWritable();
    RangeReport report;
    try (JavaSparkContext context = JobProperties.context()) {
      report = new RangeReport(conf, job.test(context, properties));
    }
    report.suggestion().ifPresent(found -> job.fragment.write(report.properties(found)));
    report.print(System.out, System.err);
    report.requireSuggestion();
  }

  private RangeTestResult test(JavaSparkContext spark, Map<String, String> properties) {
    JobSetup setup = JobSetup.load(spark, conf);
    long iterations = conf.get(RangeProperties.LENGTH).iterations(setup.iterationsPerEpoch());
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

  /** The properties without the training's own length, and with what the test has in its place. */
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
