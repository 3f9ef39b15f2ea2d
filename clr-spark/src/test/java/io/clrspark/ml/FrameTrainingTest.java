package io.clrspark.ml;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.ClrException;
import io.clrspark.testing.LocalSpark;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What columns of a frame become. */
class FrameTrainingTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  private static Dataset<Row> frame;
  private static INDArray expected;

  @BeforeAll
  static void train() {
    frame = MlFrames.classes(SPARK.session(), 60, 3);
    expected = parameters(frame);
  }

  private static ClrClassifier small() {
    return new ClrClassifier().setModelHidden(6).setBatchSize(8).setMaxLr(0.05).setStepSize(10);
  }

  private static INDArray parameters(Dataset<Row> data) {
    return small().fit(data).network().params();
  }

  private static Dataset<Row> frame(List<Row> rows) {
    return SPARK.session().createDataFrame(rows, MlFrames.SCHEMA);
  }

  private static List<Row> rows() {
    return new ArrayList<>(MlFrames.classRows(60, 3));
  }

  @Test
  void featuresOfEveryKind_areTheSameNumbers() {
    Dataset<Row> sparse =
        frame(
            rows().stream()
                .map(row -> RowFactory.create(row.<Vector>getAs(0).toSparse(), row.get(1)))
                .toList());
    Dataset<Row> doubles =
        frame.withColumn("features", functions.vector_to_array(col("features"), "float64"));
    assertThat(parameters(sparse)).isEqualTo(expected);
    assertThat(parameters(doubles)).isEqualTo(expected);
    Dataset<Row> floats =
        frame.withColumn("features", functions.vector_to_array(col("features"), "float32"));
    assertThat(parameters(floats)).isEqualTo(expected); // the network is of floats
    ClrClassificationModel model = small().fit(doubles);
    List<Row> predictions = model.transform(frame).select("rawPrediction").collectAsList();
    for (Dataset<Row> kind : List.of(sparse, doubles, floats)) {
      assertThat(model.transform(kind).select("rawPrediction").collectAsList())
          .isEqualTo(predictions);
    }
  }

  @Test
  void oneNumber_isAFeature() {
    Dataset<Row> single =
        SPARK
            .session()
            .range(40)
            .selectExpr("id / 40.0 as features", "cast(id >= 20 as int) as label");
    ClrClassificationModel model = small().fit(single);
    assertThat(model.numFeatures()).isEqualTo(1);
    assertThat(model.transform(single).count()).isEqualTo(40);
  }

  @Test
  void classes_areOfTheMetadataOrTheLargestLabel() {
    assertThat(small().fit(frame).numClasses()).isEqualTo(3);
    Dataset<Row> told =
        frame.withColumn(
            "label",
            col("label"),
            NominalAttribute.defaultAttr().withName("label").withNumValues(5).toMetadata());
    assertThat(small().fit(told).numClasses()).isEqualTo(5);
    Dataset<Row> tooFew =
        frame.withColumn(
            "label",
            col("label"),
            NominalAttribute.defaultAttr().withName("label").withNumValues(2).toMetadata());
    assertThatThrownBy(() -> small().fit(tooFew))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("the label is 2, not a whole number from 0 to 1");
  }

  @Test
  void labelsThatAreNoClassNumbers_areRefused() {
    Dataset<Row> negative = frame.withColumn("label", col("label").minus(1));
    assertThatThrownBy(() -> small().fit(negative))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("the label is -1, not a whole number from 0 (column label; Spark's")
        .hasMessageContaining("StringIndexer");
    Dataset<Row> half = frame.withColumn("label", col("label").divide(2));
    assertThatThrownBy(() -> small().fit(half)).hasMessageContaining("the label is 0.5");
  }

  @Test
  void weightsThatAreEqual_changeNothing() {
    Dataset<Row> equal = frame.withColumn("weight", lit(4));
    assertThat(small().setWeightCol("weight").fit(equal).network().params()).isEqualTo(expected);
  }

  @Test
  void weights_actAsRowsThatAreRepeated() {
    List<Row> weighted = new ArrayList<>();
    List<Row> repeated = new ArrayList<>();
    for (Row row : rows()) {
      int times = row.getDouble(1) == 2 ? 3 : 1;
      weighted.add(RowFactory.create(row.get(0), row.get(1), (double) times));
      for (int i = 0; i < times; i++) {
        repeated.add(row);
      }
    }
    Dataset<Row> weights =
        SPARK
            .session()
            .createDataFrame(weighted, MlFrames.SCHEMA.add("weight", DataTypes.DoubleType));
    ClrClassifier whole =
        small()
            .setWorkers(1)
            .setBatchSize(1000) // each update is of all rows
            .setModelUpdater("sgd")
            .setShuffle(false)
            .setEpochs(30)
            .setMaxLr(0.5);
    INDArray byWeight = whole.setWeightCol("weight").fit(weights).network().params();
    whole.clear(whole.weightCol());
    INDArray byRepeating = whole.fit(frame(repeated)).network().params();
    INDArray without = whole.fit(frame).network().params();
    assertThat(byWeight.distance2(byRepeating)).isCloseTo(0, within(1e-4));
    assertThat(without.distance2(byRepeating)).isGreaterThan(1e-2);
    Dataset<Row> scaled = weights.withColumn("weight", col("weight").multiply(64));
    assertThat(whole.setWeightCol("weight").fit(scaled).network().params()).isEqualTo(byWeight);
  }

  @Test
  void weightsThatAreNegativeOrZero_areRefused() {
    ClrClassifier weighted = small().setWeightCol("weight");
    assertThatThrownBy(() -> weighted.fit(frame.withColumn("weight", col("label").minus(1.5))))
        .hasMessageContaining("column weight is -")
        .hasMessageContaining("but a weight is a number >= 0");
    assertThatThrownBy(() -> weighted.fit(frame.withColumn("weight", lit(0))))
        .hasMessage("Cannot train with weightCol weight: all weights are 0. Give some rows more.");
  }

  @Test
  void rowsHeldOut_areScoredAndNotTrainedOn() {
    List<Row> all = rows();
    List<Row> marked = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      marked.add(RowFactory.create(all.get(i).get(0), all.get(i).get(1), i >= 40));
    }
    Dataset<Row> held =
        SPARK.session().createDataFrame(marked, MlFrames.SCHEMA.add("held", DataTypes.BooleanType));
    ClrClassificationModel model = small().setEpochs(2).setValidationIndicatorCol("held").fit(held);
    List<Row> scores = model.summary().evaluations().orderBy("iteration").collectAsList();
    assertThat(scores).hasSize(2);
    assertThat(scores).allMatch(row -> row.<String>getAs("data_set").equals("validation"));
    assertThat(scores).allMatch(row -> row.<Long>getAs("examples") == 20);
    assertThat(model.network().params())
        .isEqualTo(small().setEpochs(2).fit(frame(all.subList(0, 40))).network().params());
  }

  @Test
  void invalidRows_failOrAreLeftOut() {
    List<Row> all = rows();
    all.add(7, RowFactory.create(Vectors.dense(1, Double.NaN, 0, 0), 1.0));
    all.add(20, RowFactory.create(null, 1.0));
    all.add(30, RowFactory.create(Vectors.dense(1, 0, 0, 0), null));
    Dataset<Row> dirty = frame(all);
    assertThatThrownBy(() -> small().fit(dirty))
        .isInstanceOf(ClrException.class)
        .hasMessageContaining("row 7 (zero-based): column features is or has NaN");
    for (String how : List.of("skip", "keep")) {
      assertThat(small().setHandleInvalid(how).fit(dirty).network().params()).isEqualTo(expected);
    }
    ClrClassificationModel model = small().fit(frame);
    assertThatThrownBy(() -> model.transform(dirty).count())
        .hasStackTraceContaining("Cannot predict: column features has a number that is null, NaN");
    model.set(model.handleInvalid(), "skip");
    assertThat(model.transform(dirty).count()).isEqualTo(61); // the label does not matter
    model.set(model.handleInvalid(), "keep");
    List<Row> kept = model.transform(dirty).collectAsList();
    assertThat(kept).hasSize(63);
    assertThat(kept.get(7).<Double>getAs("prediction")).isNaN();
    assertThat(kept.get(8).<Double>getAs("prediction")).isNotNaN();
    assertThat(kept.get(20).<Vector>getAs("probability").toArray()).containsOnly(Double.NaN);
  }

  @Test
  void missingFeatures_areReplaced() {
    List<Row> replaced = rows();
    List<Row> missing = rows();
    replaced.set(3, MlFrames.row(1, 0.5, 9, 0.5, 0.5));
    missing.set(3, MlFrames.row(1, 0.5, Double.NaN, 0.5, 0.5));
    ClrClassificationModel model = small().setDataMissing(9).fit(frame(missing));
    assertThat(model.network().params()).isEqualTo(parameters(frame(replaced)));
    assertThat(model.transform(frame(missing)).select("prediction").collectAsList())
        .isEqualTo(model.transform(frame(replaced)).select("prediction").collectAsList());
  }

  @Test
  void rowsOfAnotherSize_areRefused() {
    List<Row> all = rows();
    all.set(5, MlFrames.row(0, 1, 2));
    assertThatThrownBy(() -> small().fit(frame(all)))
        .hasMessageContaining("row 5 (zero-based): it has 2 features, but the rows before it 4");
    ClrClassificationModel model = small().fit(frame);
    assertThatThrownBy(() -> model.transform(frame(all)).count())
        .hasStackTraceContaining("column features has 2 numbers, but the model takes 4");
  }

  @Test
  void emptyFrame_isRefused() {
    assertThatThrownBy(() -> small().fit(frame.limit(0)))
        .hasMessageStartingWith("Cannot train: the frame has no rows to train on.");
  }

  @Test
  void columnsOfOtherTypes_areRefusedByTheSchema() {
    ClrClassifier estimator = small();
    assertThatThrownBy(() -> estimator.transformSchema(frame.drop("features").schema()))
        .hasMessage("Invalid featuresCol: features (no column has that name; there are label)");
    assertThatThrownBy(
            () -> estimator.transformSchema(frame.withColumn("features", lit("a")).schema()))
        .hasMessage(
            "Invalid featuresCol: features (the column is string, but must be an ML vector, an"
                + " array of numbers or a number)");
    assertThatThrownBy(
            () -> estimator.transformSchema(frame.withColumn("prediction", lit(1)).schema()))
        .hasMessage("Invalid predictionCol: prediction (the frame has a column of that name)");
  }
}
