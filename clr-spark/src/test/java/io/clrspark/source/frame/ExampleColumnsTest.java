package io.clrspark.source.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.TrainingResult;
import java.util.List;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What columns become: numbers, arrays and vectors as features, and labels as the layer asks. */
class ExampleColumnsTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  /** Columns, all of which hold the numbers 1 and 0.5. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "array(1d, 0.5d)",
        "array(1f, 0.5f)",
        "array(1.0, 0.5)", // decimals
        "array(array(1d), array(0.5d))",
        "true|0.5f",
        "cast(1 as byte)|0.5d",
        "cast(1 as short)|array(0.5f)",
        "1|cast(0.5 as decimal(20, 3))",
        "1L|0.5"
      })
  void features_areTheNumbersOfTheirColumns_inOrder(String columns) {
    String[] parts = columns.split("\\|", -1);
    Dataset<Row> frame =
        parts.length == 1
            ? rows(parts[0] + " x", "0 label")
            : rows(parts[0] + " x", parts[1] + " y", "0 label");
    ExampleColumns examples =
        (parts.length == 1 ? ExampleColumns.features("x") : ExampleColumns.features("x", "y"))
            .labels("label");
    assertThat(only(examples, frame).getFeatures())
        .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0.5f}}));
  }

  @Test
  void columns_mayBeNamedInLists() {
    Dataset<Row> frame = rows("1 x", "0.5 y", "0.25 p", "0.75 q");
    MultiLayerNetwork network =
        SampleNetworks.twoLayers(2, LossFunction.MCXENT, Activation.SOFTMAX, 2, DataType.FLOAT);
    DataSet one =
        ExampleColumns.features(List.of("x", "y"))
            .labels(List.of("p", "q"))
            .read(frame, network)
            .first();
    assertThat(one.getFeatures()).isEqualTo(Nd4j.createFromArray(new float[][] {{1, 0.5f}}));
    assertThat(one.getLabels()).isEqualTo(Nd4j.createFromArray(new float[][] {{0.25f, 0.75f}}));
  }

  @Test
  void vectors_denseAndSparse_areTheirNumbers() {
    Dataset<Row> frame =
        SPARK.session().range(0, 2).selectExpr("id * 2 a", "0 b", "id c", "0 d", "0 e", "0 f");
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "b", "c", "d", "e", "f"})
            .setOutputCol("x")
            .transform(frame);
    assertThat(vectors.collectAsList().toString()).contains("(6,[0,2],[2.0,1.0])", "(6,[],[])");
    INDArray all =
        DataSet.merge(
                ExampleColumns.features("x")
                    .labels("b")
                    .read(vectors, SampleNetworks.twoLayers(6))
                    .collect())
            .getFeatures();
    assertThat(all)
        .isEqualTo(Nd4j.createFromArray(new float[][] {{0, 0, 0, 0, 0, 0}, {2, 0, 1, 0, 0, 0}}));
  }

  @Test
  void shape_isThatOfAnExample_inCOrder() {
    Dataset<Row> frame = rows("array(1, 2, 3, 4, 5, 6) x", "0 label");
    DataSet one = only(ExampleColumns.features("x").labels("label").shape(1, 2, 3), frame);
    assertThat(one.getFeatures().shape()).containsExactly(1, 1, 2, 3);
    assertThat(one.getFeatures().getDouble(0, 0, 1, 0)).isEqualTo(4);
  }

  @Test
  void networkOfDoubles_getsDoubles() {
    MultiLayerNetwork network =
        SampleNetworks.twoLayers(1, LossFunction.MSE, Activation.IDENTITY, 1, DataType.DOUBLE);
    DataSet one =
        ExampleColumns.features("x").labels("y").read(rows("0.1d x", "1e300d y"), network).first();
    assertThat(one.getFeatures().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(one.getFeatures().getDouble(0)).isEqualTo(0.1);
    assertThat(one.getLabels().getDouble(0)).isEqualTo(1e300);
  }

  /** Loss, activation, units, the columns of labels, and the row that the layer gets. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCXENT | SOFTMAX | 3 | 2d | 0 0 1",
        "MCXENT | SOFTMAX | 3 | array(0.5, 0.25, 0.25) | 0.5 0.25 0.25",
        "MCXENT | SOFTMAX | 2 | 0.25; 0.75 | 0.25 0.75",
        "MSE | SOFTMAX | 2 | 1 | 0 1",
        "SPARSE_MCXENT | SOFTMAX | 3 | 2 | 2",
        "XENT | SIGMOID | 1 | true | 1",
        "XENT | SIGMOID | 2 | 1; 0.5 | 1 0.5",
        "MSE | IDENTITY | 1 | -7.5 | -7.5",
        "L1 | IDENTITY | 3 | array(1, -2, 3) | 1 -2 3",
        "L2 | IDENTITY | 2 | 3; 4 | 3 4",
      })
  void labels_areWhatTheOutputLayerTakes(
      LossFunction loss, Activation activation, int units, String columns, String expected) {
    String[] parts = columns.split("; ", -1);
    Dataset<Row> frame =
        parts.length == 1
            ? rows("1 x", parts[0] + " y0")
            : rows("1 x", parts[0] + " y0", parts[1] + " y1");
    ExampleColumns examples =
        parts.length == 1
            ? ExampleColumns.features("x").labels("y0")
            : ExampleColumns.features("x").labels("y0", "y1");
    MultiLayerNetwork network =
        SampleNetworks.twoLayers(1, loss, activation, units, DataType.FLOAT);
    INDArray labels = examples.read(frame, network).first().getLabels();
    String[] numbers = expected.split(" ", -1);
    assertThat(labels.shape()).containsExactly(1, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(labels.getDouble(i)).isEqualTo(Double.parseDouble(numbers[i]));
    }
    TrainingResult trained =
        ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 2))
            .build()
            .fit(network, examples.read(frame, network));
    assertThat(trained.trainLoss()).isFinite();
  }

  @Test
  void graph_readsRowsToo_andTrainsToTheLayersBits() {
    Dataset<Row> frame =
        SPARK.session().range(0, 60, 1, 3).selectExpr("id % 3 label", "cos(id) x", "sin(id) y");
    ExampleColumns columns = ExampleColumns.features("x", "y").labels("label");
    MultiLayerNetwork layers = SampleNetworks.twoLayers(2);
    org.deeplearning4j.nn.graph.ComputationGraph graph = layers.toComputationGraph();
    ClrTrainer trainer = ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 2)).build();
    trainer.fit(layers, columns.read(frame, layers));
    trainer.fit(graph, columns.read(frame, graph));
    assertThat(graph.params()).isEqualTo(layers.params());
  }

  @Test
  void heldOutRows_areScored() {
    Dataset<Row> frame =
        SPARK
            .session()
            .range(0, 300, 1, 3)
            .selectExpr("int(id % 2) label", "id % 2 + rand(3) / 2 x");
    ExampleColumns columns = ExampleColumns.features("x").labels("label");
    MultiLayerNetwork network =
        SampleNetworks.twoLayers(1, LossFunction.MCXENT, Activation.SOFTMAX, 2, DataType.FLOAT);
    TrainingResult result =
        ClrTrainer.builder(CyclicLR.triangular(0.01, 0.1, 10))
            .epochs(20)
            .evaluation("same", columns.read(frame, network))
            .build()
            .fit(network, columns.read(frame, network));
    assertThat(result.evaluations()).hasSize(20);
    assertThat(result.evaluations().get(19).accuracy()).isGreaterThan(0.95);
  }

  private static Dataset<Row> rows(String... expressions) {
    return SPARK.session().range(1).selectExpr(expressions);
  }

  private static DataSet only(ExampleColumns columns, Dataset<Row> frame) {
    List<DataSet> all = columns.read(frame, SampleNetworks.twoLayers(2)).collect();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  @Test
  void joinedFrame_isReadInTheOrderOfItsPartitions() {
    Dataset<Row> one = SPARK.session().range(0, 20, 1, 2).selectExpr("id", "id / 7 x");
    Dataset<Row> other = SPARK.session().range(0, 20, 1, 2).selectExpr("id", "id % 3 label");
    MultiLayerNetwork network = SampleNetworks.twoLayers(1);
    assertThat(
            ExampleColumns.features("x")
                .labels("label")
                .read(one.join(other, "id"), network)
                .collect())
        .extracting(DataSet::numExamples)
        .satisfies(sizes -> assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(20));
  }
}
