package io.clrspark.network.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.network.LayerArchitecture;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.UpdateRule;
import io.clrspark.testing.Updaters;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;

/** Every updater of a replica against its formula, at the ends of the range of rates. */
class ExactRateTest {

  private static final double[] GRADIENTS = {1e-3, -0.3, 2.5e-2, -7e-5};
  private static final int[] FIRST_ITERATIONS = {0, 100_000};
  private static final int UPDATES = 4;

  static Stream<Arguments> small() {
    List<Double> rates = List.of(0.0, Double.MIN_VALUE, 1e-310, 1.5e-44, 1e-40, 1e-33, 1e-9);
    return Arrays.stream(Updaters.values())
        .flatMap(updater -> rates.stream().map(rate -> Arguments.of(updater, rate)));
  }

  @ParameterizedTest
  @MethodSource("small")
  void updates_atZeroAndTheSmallestRates_areThoseOfTheFormula(Updaters updater, double rate) {
    for (int first : FIRST_ITERATIONS) {
      check(updater, rate, DataType.FLOAT, first, 1e-39);
      check(updater, rate, DataType.DOUBLE, first, 1e-318);
    }
  }

  private static void check(Updaters updater, double rate, DataType type, int first, double step) {
    UpdateRule[] rules = Stream.generate(updater::rule).limit(4).toArray(UpdateRule[]::new);
    GradientUpdater<?> replicas = updater(updater, rate, type);
    for (int i = first; i < first + UPDATES; i++) {
      double[] updates = update(replicas, type, i);
      for (int p = 0; p < updates.length; p++) {
        double formula = rules[p].update(GRADIENTS[p], rate, i);
        // A product close to the smallest number of the type has few digits.
        double tolerance = 1e-4 * Math.abs(formula) + (rate == 0 ? 0 : step);
        assertThat(Math.abs(updates[p] - formula))
            .as("%s update of %s at iteration %d", type, GRADIENTS[p], i)
            .isLessThanOrEqualTo(tolerance);
      }
    }
  }

  /** Where a float overflows on the way, the update is not finite, and the run ends by its rule. */
  @ParameterizedTest
  @EnumSource(Updaters.class)
  void updates_atTheLargestRate_areThoseOfTheFormulaOrNotFinite(Updaters updater) {
    for (int first : FIRST_ITERATIONS) {
      UpdateRule[] rules = Stream.generate(updater::rule).limit(4).toArray(UpdateRule[]::new);
      GradientUpdater<?> replicas = updater(updater, Float.MAX_VALUE, DataType.FLOAT);
      for (int i = first; i < first + UPDATES; i++) {
        double[] updates = update(replicas, DataType.FLOAT, i);
        for (int p = 0; p < updates.length; p++) {
          double formula = rules[p].update(GRADIENTS[p], Float.MAX_VALUE, i);
          if (Double.isFinite(updates[p])) {
            assertThat(updates[p] / formula).as("iteration %d", i).isBetween(0.999, 1.001);
          } else {
            assertThat(Math.abs(formula)).isGreaterThan(Float.MAX_VALUE / 20.0);
          }
        }
      }
    }
  }

  private static double[] update(GradientUpdater<?> updater, DataType type, int iteration) {
    INDArray gradient = Nd4j.createFromArray(GRADIENTS).castTo(type);
    updater.applyUpdater(gradient, iteration, 0);
    return gradient.toDoubleVector();
  }

  /** Of a network with as many parameters as there are gradients. */
  private static GradientUpdater<?> updater(Updaters updater, double rate, DataType type) {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .dataType(type)
            .updater(updater.of(CyclicLR.triangular(9, 9, 1)))
            .list()
            .layer(new OutputLayer.Builder().nIn(1).nOut(2).build())
            .build();
    MultiLayerNetwork counted = new MultiLayerNetwork(configuration.clone());
    counted.init();
    assertThat(counted.numParams()).isEqualTo(GRADIENTS.length);
    Replica replica =
        new Replica(
            new LayerArchitecture(configuration),
            counted.numParams(),
            CyclicLR.triangular(rate, rate, 1),
            1);
    return replica.network().updater().getUpdaterBlocks().get(0).getGradientUpdater();
  }
}
