package io.clrspark.range;

import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.choice.SweepMode;
import io.clrspark.network.Network;
import io.clrspark.range.curve.RangeCurve;
import io.clrspark.range.curve.RangeSettings;
import io.clrspark.range.curve.RecordedSettings;
import io.clrspark.range.suggest.Suggestion;
import io.clrspark.range.suggest.Suggestions;
import io.clrspark.schedule.CyclicLR;
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
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
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
 * <p>It trains as {@link ClrTrainer} does, but averages after every update unless an option says
 * otherwise, and stops early by {@link RangeSettings#stopFactor}. The network does not change: not
 * its parameters, updater state and counts, nor the random state of this thread. Immutable.
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
    rates(mode, minLr, maxLr, settings.iterations(), 0); // checks them
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

  /** A rate that rises by the same amount each iteration; minLr may be 0. */
  public static LrRangeTest linear(double minLr, double maxLr, long iterations) {
    return of(SweepMode.LINEAR, minLr, maxLr, iterations);
  }

  /** A sweep of that mode. */
  public static LrRangeTest of(SweepMode mode, double minLr, double maxLr, long iterations) {
    return new LrRangeTest(mode, minLr, maxLr, RangeSettings.of(iterations));
  }

  /** With another smoothing than 0.9: from 0 (none) to below 1. */
  public LrRangeTest smoothing(double smoothing) {
    return with(new RangeSettings(settings.iterations(), smoothing, settings.stopFactor()));
  }

  /** With another stop factor than 4, above 1: how many times its best the smoothed loss may be. */
  public LrRangeTest stopFactor(double stopFactor) {
    return with(new RangeSettings(settings.iterations(), settings.smoothing(), stopFactor));
  }

  private LrRangeTest with(RangeSettings changed) {
    return new LrRangeTest(mode, minLr, maxLr, changed);
  }

  /**
   * Runs the test.
   *
   * @param network an initialized network; it does not change
   * @param options options of a trainer except its length: workers, batchSize, history ...
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
   * The options of a run of this test, to which more can be added. For callers without lambdas,
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
    Random random = Nd4j.getRandom(); // of this thread
    long root = random.rootState();
    long node = random.nodeState();
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
      random.setStates(root, node);
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
          "Invalid options: their rates are those of %s (must be from options(network) of this test,"
                  .formatted(trainer.schedule())
              + " with the network as it is)");
    }
    return trainer;
  }

  private ISchedule rates(Network network) {
    return rates(mode, minLr, maxLr, settings.iterations(), network.iteration());
  }

  /** The rates of a sweep that starts at a global iteration. */
  static ISchedule rates(
      SweepMode mode, double minLr, double maxLr, long iterations, long atIteration) {
    return switch (mode) {
      case EXPONENTIAL -> new ExponentialSweep(minLr, maxLr, iterations, atIteration);
      case LINEAR -> {
        CyclicLR sweep = CyclicLR.triangular(minLr, maxLr, iterations);
        yield atIteration == 0 ? sweep : sweep.reset(atIteration);
      }
    };
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
