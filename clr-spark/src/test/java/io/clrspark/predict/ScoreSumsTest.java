package io.clrspark.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.network.Network;
import io.clrspark.testing.SampleNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The figures are those of DL4J's evaluations, and the same for any split of the rows. */
class ScoreSumsTest {

  private static final int ROWS = 1000;

  private final Random random = new Random(3);
  private final List<double[]> outputs = new ArrayList<>();
  private final List<Integer> classes = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void classes_haveTheFiguresOfDl4j(int count) {
    classify(count);
    ClassFigures figures = (ClassFigures) sums(classifier(count), 1).figures();
    INDArray predicted = Nd4j.createFromArray(outputs.toArray(double[][]::new));
    INDArray labels = Nd4j.zeros(DataType.DOUBLE, ROWS, count);
    double loss = 0;
    for (int i = 0; i < ROWS; i++) {
      labels.putScalar(i, classes.get(i), 1);
      loss -= Math.log(outputs.get(i)[classes.get(i)]) / ROWS;
    }
    Evaluation expected = new Evaluation(count);
    expected.eval(labels, predicted);
    assertThat(figures.rows()).isEqualTo(ROWS);
    assertThat(figures.accuracy()).isCloseTo(expected.accuracy(), within(1e-12));
    assertThat(figures.logLoss()).isCloseTo(loss, within(1e-12));
    for (int one = 0; one < count; one++) {
      assertThat(figures.precision(one)).isCloseTo(expected.precision(one), within(1e-12));
      assertThat(figures.recall(one)).isCloseTo(expected.recall(one), within(1e-12));
      assertThat(figures.f1(one)).isCloseTo(expected.f1(one), within(1e-12));
      for (int other = 0; other < count; other++) {
        assertThat(figures.confusion()[one][other])
            .isEqualTo(expected.getConfusionMatrix().getCount(one, other));
      }
    }
    if (count == 2) {
      ROC roc = new ROC(0);
      roc.eval(labels, predicted);
      assertThat(figures.auc().orElseThrow()).isCloseTo(roc.calculateAUC(), within(1e-4));
    } else {
      assertThat(figures.auc()).isEmpty();
    }
  }

  @Test
  void splitOfTheRows_doesNotMatter() {
    classify(2);
    OutputMeaning meaning = classifier(2);
    ClassFigures whole = (ClassFigures) sums(meaning, 1).figures();
    for (int parts : new int[] {2, 7, ROWS}) {
      ClassFigures split = (ClassFigures) sums(meaning, parts).figures();
      assertThat(split.confusion()).isDeepEqualTo(whole.confusion());
      assertThat(split.logLoss()).isEqualTo(whole.logLoss());
      assertThat(split.auc()).isEqualTo(whole.auc());
      assertThat(split.calibrationError()).isEqualTo(whole.calibrationError());
    }
  }

  /** Nine of ten rows at a probability of 0.8 are right, of those at 0.6 half. */
  @Test
  void calibrationError_isTheWeightedDifferenceOfTheBins() {
    ScoreSums sums = new ScoreSums(classifier(2));
    for (int i = 0; i < 10; i++) {
      sums.add(i == 0 ? 0 : 1, new double[] {0.25, 0.75});
      sums.add(i % 2, new double[] {0.375, 0.625});
    }
    ClassFigures figures = (ClassFigures) sums.figures();
    assertThat(figures.calibrationError())
        .isCloseTo(0.5 * (0.9 - 0.75) + 0.5 * (0.625 - 0.5), within(1e-15));
    assertThat(figures.majority()).isEqualTo(14.0 / 20);
  }

  @Test
  void certainAndTiedScores_countAsTheyShould() {
    ScoreSums sums = new ScoreSums(classifier(2));
    sums.add(1, new double[] {0, 1});
    sums.add(0, new double[] {1, 0});
    sums.add(1, new double[] {0.5, 0.5});
    sums.add(0, new double[] {0.5, 0.5});
    ClassFigures figures = (ClassFigures) sums.figures();
    assertThat(figures.auc().orElseThrow()).isEqualTo(3.5 / 4);
    assertThat(figures.logLoss()).isCloseTo(Math.log(2) / 2, within(1e-15));
    ScoreSums wrong = new ScoreSums(classifier(2));
    wrong.add(1, new double[] {1, 0});
    assertThat(((ClassFigures) wrong.figures()).logLoss()).isEqualTo(-Math.log(1e-10));
    assertThat(((ClassFigures) wrong.figures()).auc()).isEmpty();
  }

  @Test
  void numbers_haveTheErrorsOfDl4j() {
    OutputMeaning meaning =
        OutputMeaning.of(
            Network.of(
                SampleNetworks.twoLayers(
                    4, LossFunction.MSE, Activation.IDENTITY, 2, DataType.DOUBLE)),
            List.of());
    double[][] labels = new double[ROWS][2];
    double[][] predicted = new double[ROWS][2];
    ScoreSums first = new ScoreSums(meaning);
    ScoreSums second = new ScoreSums(meaning);
    for (int i = 0; i < ROWS; i++) {
      labels[i] = new double[] {random.nextGaussian(), 1e6 + random.nextGaussian()};
      predicted[i] =
          new double[] {labels[i][0] * 0.8 + 0.1, labels[i][1] + random.nextGaussian() / 2};
      (i % 3 == 0 ? first : second).add(labels[i], predicted[i]);
    }
    RegressionEvaluation expected = new RegressionEvaluation(2);
    expected.eval(Nd4j.createFromArray(labels), Nd4j.createFromArray(predicted));
    NumberFigures figures = (NumberFigures) first.add(second).figures();
    assertThat(figures.rows()).isEqualTo(ROWS);
    for (int i = 0; i < 2; i++) {
      NumberFigures.Output output = figures.outputs().get(i);
      assertThat(output.mae()).isCloseTo(expected.meanAbsoluteError(i), within(1e-9));
      assertThat(output.rmse()).isCloseTo(expected.rootMeanSquaredError(i), within(1e-9));
      assertThat(output.r2()).isCloseTo(r2(labels, predicted, i), within(1e-9));
    }
  }

  private static double r2(double[][] labels, double[][] predicted, int i) {
    double mean = 0;
    for (double[] row : labels) {
      mean += row[i] / ROWS;
    }
    double errors = 0;
    double all = 0;
    for (int row = 0; row < ROWS; row++) {
      errors += Math.pow(labels[row][i] - predicted[row][i], 2);
      all += Math.pow(labels[row][i] - mean, 2);
    }
    return 1 - errors / all;
  }

  private static OutputMeaning classifier(int classes) {
    return OutputMeaning.of(
        Network.of(
            SampleNetworks.twoLayers(
                4, LossFunction.MCXENT, Activation.SOFTMAX, classes, DataType.FLOAT)),
        List.of());
  }

  /** Rows of more or less sure predictions; the last class is rare. */
  private void classify(int count) {
    for (int i = 0; i < ROWS; i++) {
      int actual = random.nextInt(10) == 0 ? count - 1 : random.nextInt(count);
      double[] scores = new double[count];
      double sum = 0;
      for (int one = 0; one < count; one++) {
        scores[one] = Math.exp(3 * random.nextGaussian() + (one == actual ? 2 : 0));
        sum += scores[one];
      }
      for (int one = 0; one < count; one++) {
        scores[one] /= sum;
      }
      outputs.add(scores);
      classes.add(actual);
    }
  }

  /** The sums of the rows in so many parts, added up from the last. */
  private ScoreSums sums(OutputMeaning meaning, int parts) {
    ScoreSums all = new ScoreSums(meaning);
    for (int part = parts - 1; part >= 0; part--) {
      ScoreSums some = new ScoreSums(meaning);
      for (int i = part; i < ROWS; i += parts) {
        some.add(classes.get(i), outputs.get(i));
      }
      all.add(some);
    }
    return all;
  }
}
