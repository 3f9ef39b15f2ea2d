package io.clrspark.source.frame;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What is wrong with columns and rows, and how it is said. */
class ColumnErrorsTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  /** What is wrong with the columns, seen in the schema, before any job. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCXENT | 3 | xs | label | Cannot train on column xs: no column has that name; the nearest is x.",
        "MCXENT | 3 | name | label | Cannot train on column name: it is string. Give a number, an array of numbers or an ML vector; Spark's StringIndexer makes class numbers of text.",
        "MSE | 3 | x | label | Cannot train on the labels label: the output layer, LossMSE of 3 units, takes a number for each unit. Give such columns, an array or a vector, or change the layer.",
        "SPARSE_MCXENT | 3 | x | list | Cannot train on the labels list: the output layer, LossSparseMCXENT of 3 units, takes one class number. Give such columns, an array or a vector, or change the layer.",
      })
  void schemaThatDoesNotFit_isAnErrorWithoutAnyJob(
      LossFunction loss, int units, String feature, String label, String message) {
    Dataset<Row> frame =
        rows(
            "cast(raise_error('a job ran') as double) x",
            "'text' name",
            "0 label",
            "array(1) list");
    Activation activation = loss == LossFunction.MSE ? Activation.IDENTITY : Activation.SOFTMAX;
    MultiLayerNetwork network =
        SampleNetworks.twoLayers(1, loss, activation, units, DataType.FLOAT);
    ExampleColumns columns = ExampleColumns.features(feature).labels(label);
    assertThatThrownBy(() -> columns.read(frame, network))
        .isInstanceOf(ClrException.class)
        .hasMessage(message.strip());
  }

  /** What is wrong with a row. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MCXENT | if(id = 2, null, 1d) | 0 | column x is null, or has a null in it",
        "MCXENT | array(1, if(id = 2, null, 1)) | 0 | column x is null, or has a null in it",
        "MCXENT | if(id = 2, double('NaN'), 1d) | 0 | column x is or has NaN, not a finite number",
        "MCXENT | if(id = 2, 1e39d, 1d) | 0 | 1.0E39 among its features is too large for a float",
        "MCXENT | if(id = 2, array(1, 2), array(1)) | 0 | it has 2 features, but the rows before it 1",
        "MCXENT | 1 | if(id = 2, 3, 0) | the label is 3, not a whole number from 0 to 2",
        "MCXENT | 1 | if(id = 2, 0.5, 0) | the label is 0.5, not a whole number from 0 to 2",
        "MCXENT | 1 | if(id = 2, -1, 0) | the label is -1, not a whole number from 0 to 2",
        "MCXENT | 1 | if(id = 2, array(1), array(0, 0, 1)) | it has 1 labels, but the rows before it 3",
        "SPARSE_MCXENT | 1 | if(id = 2, 3, 0) | the label is 3, not a whole number from 0 to 2",
        "XENT | 1 | array(0, 0, if(id = 2, 2, 0)) | a label is 2.0, but the output layer's loss takes numbers from 0 to 1",
      })
  void badRow_isNamed(LossFunction loss, String x, String y, String reason) {
    Activation activation = loss == LossFunction.XENT ? Activation.SIGMOID : Activation.SOFTMAX;
    MultiLayerNetwork network = SampleNetworks.twoLayers(1, loss, activation, 3, DataType.FLOAT);
    Dataset<Row> frame = SPARK.session().range(0, 4, 1, 1).selectExpr(x + " x", y + " y");
    ExampleColumns columns = ExampleColumns.features("x").labels("y");
    assertThatThrownBy(
            () ->
                ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 2))
                    .build()
                    .fit(network, columns.read(frame, network)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot read partition 0 of the data: row 2 (zero-based): " + reason.strip() + ".");
  }

  /** However the label is named among the features: by case, in backticks, by another name. */
  @ParameterizedTest
  @CsvSource({"label", "LABEL", "`label`", "same", "t.label"})
  void labelAmongTheFeatures_isAnError(String name) {
    Dataset<Row> frame =
        rows("1 x", "0 label").selectExpr("*", "label same").where("same >= 0").alias("t");
    ExampleColumns columns = ExampleColumns.features("x", name).labels("label");
    assertThatThrownBy(() -> columns.read(frame, SampleNetworks.twoLayers(2)))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot train on column %s: it is the label label. Leave it out of the features.",
            name);
  }

  @Test
  void shapeThatIsNotTheRows_isAnError() {
    ExampleColumns columns = ExampleColumns.features("x").labels("y").shape(2, 2);
    MultiLayerNetwork network = SampleNetworks.twoLayers(4);
    assertThatThrownBy(
            () ->
                ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 2))
                    .build()
                    .fit(network, columns.read(rows("array(1, 2, 3) x", "0 y"), network)))
        .hasMessage(
            "Cannot read partition 0 of the data: row 0 (zero-based): it has 3 features, but the"
                + " shape [2, 2] takes 4.");
    assertThatThrownBy(() -> columns.shape(2, 0))
        .hasMessage("Invalid shape: [2, 0] (must be sizes >= 1)");
  }

  @Test
  void noColumn_isAnError() {
    assertThatThrownBy(() -> ExampleColumns.features(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid features: [] (must be at least one column)");
    assertThatThrownBy(
            () ->
                ExampleColumns.features("x")
                    .labels(List.of())
                    .read(rows("1 x"), SampleNetworks.twoLayers(1)))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot train without labels. Name their columns by labels(...).");
  }

  private static Dataset<Row> rows(String... expressions) {
    return SPARK.session().range(0, 1, 1, 1).selectExpr(expressions);
  }
}
