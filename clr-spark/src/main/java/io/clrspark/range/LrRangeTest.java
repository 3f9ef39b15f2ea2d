package io.clrspark.range;

import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.choice.SweepMode;
import io.clrspark.network.Network;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.range.curve.RecordedSettings;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.TrainingSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The LR range test on a cluster (Smith, arXiv 1506.01186, section 3.3): one short run in which the
 * rate of all workers rises once, to find between which rates a network trains.
 *
 * <pre>{@code
 * RangeTestResult result =
 *     LrRangeTest.exponential(1e-6, 10, 200)
 *         .run(network, data, run -> run.workers(4).batchSize(64).history("hdfs:///runs"));
 * result.suggestions().recommended(); // baseLr and maxLr, or result.suggestions().problem()
 * }</pre>
 *
 * <p>It trains as {@link ClrTrainer} does, but averages after every update unless told otherwise,
 * stops early by {@link RangeSettings#stopFactor}, and leaves the network as it was: parameters,
 * updater state, counts and the random state of this thread. Immutable.
 */
public final class LrRangeTest {

  private final SweepMode mode;
  private final double minLr;
  private final double maxLr;
  private final RangeSettings settings;

  private LrRangeTest(SweepMode mode, double minLr, double maxLr, RangeSettings settings) {
    this.mode = mode;
    this.minLr = minLr;
    this.maxLr = maxLr;
    this.settings = settings;
    Sweeps.of(mode, minLr, maxLr, settings.iterations(), 0); // checks them
  }

  /**
   * A rate that rises from minLr to maxLr, by the same factor each iteration.
   *
   * @param minLr above 0
   * @param maxLr above minLr
   * @param iterations at least 1; {@code Iterations.perEpoch} gives those of an epoch
   * @throws IllegalArgumentException if an argument breaks its rule
   */
  public static LrRangeTest exponential(double minLr, double maxLr, long iterations) {
    return of(SweepMode.EXPONENTIAL, minLr, maxLr, iterations);
  }

  /** The same by the same amount each iteration; minLr may be 0. */
  public static LrRangeTest linear(double minLr, double maxLr, long iterations) {
    return of(SweepMode.LINEAR, minLr, maxLr, iterations);
  }

  /** Either. */
  public static LrRangeTest of(SweepMode mode, double minLr, double maxLr, long iterations) {
    return new LrRangeTest(mode, minLr, maxLr, RangeSettings.of(iterations));
  }

  /** With another smoothing than 0.9; from 0, which is none, to below 1. */
  public LrRangeTest smoothing(double smoothing) {
    return with(new RangeSettings(settings.iterations(), smoothing, settings.stopFactor()));
  }

  /** Stops where the smoothed loss is that many times its best, above 1, instead of 4. */
  public LrRangeTest stopFactor(double stopFactor) {
    return with(new RangeSettings(settings.iterations(), settings.smoothing(), stopFactor));
  }

  private LrRangeTest with(RangeSettings changed) {
    return new LrRangeTest(mode, minLr, maxLr, changed);
  }

  /**
   * Runs the test.
   *
   * @param network an initialized network; it stays as it is
   * @param options what a trainer can be told besides its length: workers, batchSize, history ...
   * @throws io.clrspark.ClrException as {@link ClrTrainer#fit(MultiLayerNetwork, JavaRDD)}
   */
  public RangeTestResult run(
      MultiLayerNetwork network, JavaRDD<DataSet> data, UnaryOperator<ClrTrainerBuilder> options) {
    return run(Network.of(network), data, options);
  }

  /** The same for a graph, with data sets of either kind. */
  public RangeTestResult run(
      ComputationGraph graph, JavaRDD<?> data, UnaryOperator<ClrTrainerBuilder> options) {
    return run(Network.of(graph), data, options);
  }

  /** The same for a network of either kind. */
  public RangeTestResult run(
      Network network, JavaRDD<?> data, UnaryOperator<ClrTrainerBuilder> options) {
    return run(network, data, options.apply(options(network)));
  }

  /**
   * What a run of this test starts from; more can be set. For callers that have no lambda to give,
   * such as Python:
   *
   * <pre>{@code test.run(network, data, test.options(network).workers(4).batchSize(64))}</pre>
   */
  public ClrTrainerBuilder options(Network network) {
    return ClrTrainer.builder(rates(network))
        .averagingFrequency(RangeProperties.AVERAGING_FREQUENCY.defaultValue().orElseThrow());
  }

  /**
   * Runs the test.
   *
   * @param options from {@link #options} of this test and network
   * @throws IllegalArgumentException if their rates are not those of this test
   * @throws io.clrspark.ClrException as {@link ClrTrainer#fit(MultiLayerNetwork, JavaRDD)}
   */
  public RangeTestResult run(Network network, JavaRDD<?> data, ClrTrainerBuilder options) {
    ClrTrainer trainer = trainer(network, options);
    RandomState random = RandomState.now();
    try {
      CurveRecorder recorder = new CurveRecorder(settings);
      try (TrainingSession session =
          trainer.open(network, data.context().hadoopConfiguration(), List.of(recorder))) {
        session.fit(data);
        RangeCurve curve = recorder.curve();
        Suggestions suggestions = Suggestions.of(curve);
        return new RangeTestResult(session.finish(metrics(suggestions)), curve, suggestions);
      }
    } finally {
      random.restore();
    }
  }

  private ClrTrainer trainer(Network network, ClrTrainerBuilder options) {
    ClrTrainer trainer =
        options
            .iterations(settings.iterations())
            .rangeTest(RecordedSettings.write(mode, minLr, maxLr, settings))
            .build();
    if (!trainer.schedule().equals(rates(network))) {
      throw new IllegalArgumentException(
          "Invalid options: their rates are those of "
              + trainer.schedule()
              + " (must be from options(network) of this test, with the network as it is)");
    }
    return trainer;
  }

  private ISchedule rates(Network network) {
    return Sweeps.of(mode, minLr, maxLr, settings.iterations(), network.iteration());
  }

  /** Every suggestion as two numbers, such as smith_base_lr and smith_max_lr. */
  private static Map<String, Double> metrics(Suggestions suggestions) {
    Map<String, Double> metrics = new HashMap<>();
    for (Suggestion suggestion : suggestions.all()) {
      metrics.put(suggestion.rule() + "_base_lr", suggestion.baseLr());
      metrics.put(suggestion.rule() + "_max_lr", suggestion.maxLr());
    }
    return metrics;
  }
}
