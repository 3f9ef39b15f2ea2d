package io.clrspark.training.bits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.Reset;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.testing.UpdateRule;
import io.clrspark.testing.Updaters;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Every update is as large as the updater's formula makes it from the cyclic rate, both computed
 * here: a linear model of two features, squared error, one example an update.
 */
class UpdateSizesTest {

  private static final double[][] X = {{1, 2}, {-1.5, 0.5}, {0.3, -1}, {2, 1}, {-0.7, -2}};
  private static final double[] Y = {3, -1, 0.5, -2, 1.5};

  private static final int BIAS = 2;
  private static final int RESET = 10;
  private static final int ITERATIONS = 22;
  private static final CyclicLR ELSEWHERE = CyclicLR.triangular(9, 9, 1);

  /** The policies and the published scale of each; n counts from the reset, as cycles do. */
  @SuppressWarnings("ImmutableEnumChecker") // its functions have no state
  enum Policy {
    TRIANGULAR(b -> b.mode(Mode.TRIANGULAR), n -> 1),
    TRIANGULAR2(b -> b.mode(Mode.TRIANGULAR2), n -> 1 / Math.pow(2, cycle(n) - 1)),
    EXP_RANGE(b -> b.mode(Mode.EXP_RANGE).gamma(0.9), n -> Math.pow(0.9, n)),
    SCALE_FN_OF_CYCLE(b -> b.scaleFn(x -> 1 / x), n -> 1 / cycle(n)),
    SCALE_FN_OF_ITERATIONS(
        b -> b.scaleFn(x -> 1 / (1 + x)).scaleMode(ScaleMode.ITERATIONS), n -> 1.0 / (1 + n));

    private final UnaryOperator<CyclicLRBuilder> options;
    private final IntToDoubleFunction scale;

    Policy(UnaryOperator<CyclicLRBuilder> options, IntToDoubleFunction scale) {
      this.options = options;
      this.scale = scale;
    }

    CyclicLR schedule() {
      return options.apply(CyclicLR.builder().baseLr(0.01).maxLr(0.05).stepSize(3)).build();
    }

    double rate(int iteration) {
      return iteration < RESET ? rate(iteration, 0.01, 0.05) : rate(iteration - RESET, 0.02, 0.09);
    }

    private double rate(int n, double base, double max) {
      double x = Math.abs(n / 3.0 - 2 * cycle(n) + 1);
      return base + (max - base) * Math.max(0, 1 - x) * scale.applyAsDouble(n);
    }

    private static double cycle(int n) {
      return Math.floor(1 + n / 6.0);
    }
  }

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.of("local[1]");

  static Stream<Arguments> updatersAndPolicies() {
    return Arrays.stream(Updaters.values())
        .flatMap(updater -> Arrays.stream(Policy.values()).map(p -> Arguments.of(updater, p)));
  }

  @ParameterizedTest
  @MethodSource("updatersAndPolicies")
  void updates_throughCyclesAndAReset_areThoseOfTheFormulas(Updaters updater, Policy policy) {
    UpdateRule[] rules = {updater.rule(), updater.rule(), updater.rule()};
    assertUpdates(
        network(updater.of(ELSEWHERE), layer -> {}),
        policy,
        (p, value, gradient, lr, i) -> rules[p].update(gradient, lr, i));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void weightDecay_takesTheCyclicRate_whereItIsToApplyOne(boolean applyLr) {
    assertUpdates(
        network(new Sgd(ELSEWHERE), layer -> layer.weightDecay(0.03, applyLr)),
        Policy.TRIANGULAR2,
        (p, value, gradient, lr, i) ->
            lr * gradient + (p == BIAS ? 0 : 0.03 * (applyLr ? lr : 1) * value));
  }

  @Test
  void l2_isPartOfTheGradientThatTheCyclicRateScales() {
    assertUpdates(
        network(new Sgd(ELSEWHERE), layer -> layer.l2(0.2)),
        Policy.TRIANGULAR2,
        (p, value, gradient, lr, i) -> lr * (gradient + (p == BIAS ? 0 : 0.2 * value)));
  }

  @Test
  void biasUpdater_makesItsOwnUpdatesAtTheSameRate() {
    UpdateRule weight = UpdateRule.sgd();
    UpdateRule bias = UpdateRule.nesterovs();
    assertUpdates(
        network(new Sgd(7), layer -> layer.biasUpdater(new Nesterovs(8, 0.9))),
        Policy.TRIANGULAR2,
        (p, value, gradient, lr, i) -> (p == BIAS ? bias : weight).update(gradient, lr, i));
  }

  /** The update that a parameter should get. */
  private interface Expected {
    double update(int parameter, double value, double gradient, double lr, int iteration);
  }

  private static void assertUpdates(MultiLayerNetwork network, Policy policy, Expected expected) {
    Parameters parameters = new Parameters(network);
    RecordedRun history = train(policy.schedule(), network, parameters);
    assertThat(history.rows).hasSize(ITERATIONS);
    for (int i = 0; i < ITERATIONS; i++) {
      double lr = policy.rate(i);
      assertThat(history.rows.get(i).iteration()).isEqualTo(i);
      assertThat(history.rows.get(i).lr()).isCloseTo(lr, offset(1e-15));
      double[] before = parameters.values.get(i);
      double[] after = parameters.values.get(i + 1);
      double[] gradient = gradient(before, i % Y.length);
      for (int p = 0; p <= BIAS; p++) {
        double update = expected.update(p, before[p], gradient[p], lr, i);
        assertThat(before[p] - after[p])
            .as("parameter %d at iteration %d", p, i)
            .isCloseTo(update, offset(1e-9 * Math.abs(update) + 1e-14));
      }
    }
  }

  /** Of (w0 x0 + w1 x1 + b - y)^2. */
  private static double[] gradient(double[] parameters, int example) {
    double[] x = X[example];
    double error = parameters[0] * x[0] + parameters[1] * x[1] + parameters[2] - Y[example];
    return new double[] {2 * error * x[0], 2 * error * x[1], 2 * error};
  }

  private static RecordedRun train(
      CyclicLR schedule, MultiLayerNetwork network, Parameters parameters) {
    ClrTrainerBuilder trainer =
        ClrTrainer.builder(schedule)
            .workers(1)
            .batchSize(1)
            .averagingFrequency(1)
            .shuffle(false)
            .iterations(ITERATIONS)
            .observer(
                new TrainingObserver() {
                  @Override
                  public void roundFinished(RoundSummary round, RunControl control) {
                    if (round.nextIteration() == RESET) {
                      control.reset(Reset.none().baseLr(0.02).maxLr(0.09));
                    }
                  }
                });
    DataSet data = new DataSet(Nd4j.createFromArray(X), Nd4j.createFromArray(Y).reshape(5, 1));
    return RecordedRun.train(
        trainer, Network.of(network), SampleDataSets.rdd(SPARK.context(), data, 3, 2), parameters);
  }

  private static MultiLayerNetwork network(
      IUpdater updater, Consumer<OutputLayer.Builder> options) {
    OutputLayer.Builder layer =
        new OutputLayer.Builder(LossFunction.MSE).nIn(2).nOut(1).activation(Activation.IDENTITY);
    options.accept(layer);
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .dataType(DataType.DOUBLE)
            .updater(updater)
            .list()
            .layer(layer.build())
            .build());
  }

  /** Both weights and the bias, at the start and after each round. */
  private static final class Parameters extends BaseTrainingListener {
    private final List<double[]> values = new ArrayList<>();

    Parameters(MultiLayerNetwork network) {
      values.add(network.params().toDoubleVector());
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      values.add(model.params().toDoubleVector());
    }
  }
}
