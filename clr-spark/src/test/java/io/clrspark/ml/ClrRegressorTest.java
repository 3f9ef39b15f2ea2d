package io.clrspark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ClrRegressorTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir Path folder;

  private static Dataset<Row> numbers;
  private static ClrRegressionModel model;

  @BeforeAll
  static void train() {
    numbers = MlFrames.numbers(SPARK.session(), 200);
    model = small().setEpochs(30).fit(numbers);
  }

  private static ClrRegressor small() {
    return new ClrRegressor()
        .setModelHidden(16)
        .setBaseLr(0.005)
        .setMaxLr(0.05)
        .setStepSize("2 epochs")
        .setBatchSize(16);
  }

  @Test
  void linearFunction_isLearned() {
    double r2 = new RegressionEvaluator().setMetricName("r2").evaluate(model.transform(numbers));
    assertThat(r2).isGreaterThan(0.98);
    Row row = model.transform(numbers).first();
    assertThat(model.predict(row.<Vector>getAs("features")))
        .isCloseTo(row.<Double>getAs("prediction"), within(1e-6));
    assertThat(model.transform(numbers).columns())
        .containsExactly("features", "label", "prediction");
  }

  @Test
  void readWrite() throws Exception {
    MlChecks.savedAndRead(small().setModelUpdater("nesterovs"), folder);
    ClrRegressionModel loaded = MlChecks.savedAndRead(model, folder);
    assertThat(loaded.transform(numbers).collectAsList())
        .isEqualTo(model.transform(numbers).collectAsList());
    assertThat(MlChecks.copied(model, ParamMap.empty()).parent()).isSameAs(model.parent());
  }

  @Test
  void graphOfAConfigurationAsJson_isTrainedFromIteration0() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam())
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nIn(2).nOut(8).activation(Activation.RELU).build(),
                    "in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(8)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "dense")
                .setOutputs("out")
                .build());
    graph.init();
    graph.getConfiguration().setIterationCount(500);
    ClrRegressionModel trained =
        new ClrRegressor()
            .setModelJson(graph.getConfiguration().toJson())
            .setIterations(3)
            .fit(numbers);
    assertThat(trained.network()).isInstanceOf(ComputationGraph.class);
    assertThat(trained.summary().totalIterations()).isEqualTo(3);
    assertThat(trained.summary().objectiveHistory()).hasSize(3);
  }

  @Test
  void networkOfClasses_isRefused() {
    assertThatThrownBy(() -> small().setModelType("lenet").setDataShape(1, 1, 2).fit(numbers))
        .hasMessageContaining("modelHidden");
    ClrRegressor lenet = new ClrRegressor().setModelType("lenet").setDataShape(1, 1, 2);
    assertThatThrownBy(() -> lenet.fit(numbers))
        .hasMessage("Invalid modelType: lenet (it tells classes apart; mlp predicts numbers too)");
    assertThatThrownBy(() -> small().setModelJson("{}").fit(numbers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid modelHidden: modelJson is set too, and has a network of its own (unset one of"
                + " them)");
  }

  @Test
  void labelsOfAnyNumericType_areNumbers() {
    ClrRegressor one = small().setIterations(1);
    Dataset<Row> floats =
        numbers.withColumn("label", functions.col("label").cast(DataTypes.FloatType));
    Dataset<Row> whole =
        numbers.withColumn("label", functions.col("label").cast(DataTypes.LongType));
    for (Dataset<Row> typed : List.of(floats, whole)) {
      assertThat(one.fit(typed).numFeatures()).isEqualTo(2);
    }
  }
}
