package io.clrspark.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.testing.LocalSpark;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The tests of Spark's MultilayerPerceptronClassifierSuite, by its names. */
class ClrClassifierTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir Path folder;

  private static Dataset<Row> xor;
  private static Dataset<Row> threeClasses;
  private static ClrClassificationModel ofThree;

  @BeforeAll
  static void train() {
    xor = MlFrames.xor(SPARK.session());
    threeClasses = MlFrames.classes(SPARK.session(), 300, 3);
    ofThree = small().setModelHidden(5, 4).setEpochs(12).fit(threeClasses);
  }

  private static ClrClassifier small() {
    return new ClrClassifier().setBaseLr(0.005).setMaxLr(0.05).setStepSize(20).setBatchSize(16);
  }

  private static ClrClassifier ofXor() {
    return small().setModelHidden(12).setWorkers(1).setEpochs(150).setSeed(123);
  }

  private static double accuracy(Dataset<Row> predicted) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(predicted);
  }

  @Test
  void inputValidation() {
    ClrClassifier classifier = new ClrClassifier();
    assertThatThrownBy(() -> classifier.setModelHidden()).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> classifier.setModelHidden(4, 0))
        .hasMessage("Invalid modelHidden: 4,0 (must be whole numbers >= 1, separated by commas)");
    classifier.setModelHidden(10, 1);
    assertThat(classifier.getModelHidden()).containsExactly(10, 1);
  }

  @Test
  void xorFunctionLearningAsBinaryClassificationProblemWithTwoOutputs() {
    ClrClassificationModel model = ofXor().fit(xor);
    Dataset<Row> predicted = model.transform(xor);
    assertThat(accuracy(predicted)).isEqualTo(1);
    assertThat(predicted.columns())
        .containsExactly("features", "label", "rawPrediction", "probability", "prediction");
    assertThat(model.numClasses()).isEqualTo(2);
    assertThat(model.numFeatures()).isEqualTo(2);
    assertThat(model.hasParent()).isTrue();
  }

  @Test
  void predictionOnSingleInstance() {
    for (Row row : ofThree.transform(threeClasses).takeAsList(20)) {
      Vector features = row.getAs("features");
      assertThat(ofThree.predict(features)).isEqualTo(row.<Double>getAs("prediction"));
      assertClose(ofThree.predictRaw(features), row.getAs("rawPrediction"));
      assertClose(ofThree.predictProbability(features), row.getAs("probability"));
    }
    assertThatThrownBy(() -> ofThree.predict(Vectors.dense(1, 2)))
        .hasMessage("Invalid features: 2 numbers (the model takes 4)");
  }

  private static void assertClose(Vector actual, Vector expected) {
    assertThat(actual.toArray()).containsExactly(expected.toArray(), within(1e-6));
  }

  @Test
  void predictedClassProbabilities_calibrationOnToyDataset() {
    Dataset<Row> toy =
        SPARK
            .session()
            .createDataFrame(
                List.of(
                    MlFrames.row(0, 0, 1),
                    MlFrames.row(0, 0, 1),
                    MlFrames.row(1, 0, 1),
                    MlFrames.row(1, 1, 0),
                    MlFrames.row(1, 1, 0),
                    MlFrames.row(0, 1, 0)),
                MlFrames.SCHEMA);
    ClrClassificationModel model =
        small().setWorkers(1).setModelHidden(5).setEpochs(300).setStepSize(150).fit(toy);
    for (Row row : model.transform(toy).collectAsList()) {
      Vector probability = row.getAs("probability");
      Vector features = row.getAs("features");
      assertThat(probability.apply(features.apply(0) > 0 ? 1 : 0)).isCloseTo(2.0 / 3, within(0.05));
    }
  }

  @Test
  void testModelProbability() {
    for (Row row : ofThree.transform(threeClasses).collectAsList()) {
      Vector probability = row.getAs("probability");
      double sum = 0;
      for (double one : probability.toArray()) {
        assertThat(one).isBetween(0.0, 1.0);
        sum += one;
      }
      assertThat(sum).isCloseTo(1, within(1e-5));
      assertThat(row.<Double>getAs("prediction")).isEqualTo(probability.argmax());
    }
  }

  @Test
  void predictions_areDl4jsOwn() {
    List<Row> rows = ofThree.transform(threeClasses).collectAsList();
    INDArray features = Nd4j.create(rows.size(), 4);
    for (int i = 0; i < rows.size(); i++) {
      features.putRow(i, Nd4j.create(rows.get(i).<Vector>getAs("features").toArray()));
    }
    INDArray output = ((MultiLayerNetwork) ofThree.network()).output(features);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).<Vector>getAs("rawPrediction").toArray())
          .containsExactly(output.getRow(i).toDoubleVector(), within(1e-6));
    }
  }

  @Test
  void testSetWeightsByTrainingRestart() throws Exception {
    ofThree.save(folder.resolve("first").toString());
    ClrClassifier again =
        small()
            .setModelLoad(folder.resolve("first/model.zip").toString())
            .setIterations(1)
            .setBaseLr(0)
            .setMaxLr(0.05);
    ClrClassificationModel same = again.fit(threeClasses);
    assertThat(same.network().params()).isEqualTo(ofThree.network().params()); // rate 0
    ClrClassificationModel one = again.setBaseLr(0.01).fit(threeClasses);
    ClrClassificationModel two = again.copy(ParamMap.empty()).fit(threeClasses);
    assertThat(one.network().params()).isEqualTo(two.network().params());
    assertThat(one.network().params()).isNotEqualTo(ofThree.network().params());
    assertThat(one.summary().iterations().select("iteration").collectAsList())
        .extracting(row -> row.getInt(0))
        .containsExactly(0);
  }

  @Test
  void threeClassClassificationWithTwoHiddenLayers() {
    assertThat(accuracy(ofThree.transform(threeClasses))).isGreaterThan(0.9);
  }

  @Test
  void readWrite_classifier() throws Exception {
    ClrClassifier classifier =
        small()
            .setModelHidden(5, 3)
            .setStepSize("2.5 epochs")
            .setResets("atIteration=5,maxLr=0.1")
            .setScaleFn("0.5*(1+sin(x*pi/2))")
            .setShuffle(false)
            .setSeed(3)
            .setThresholds(new double[] {0.2, 0.8})
            .setHandleInvalid("skip");
    MlChecks.savedAndRead(classifier, folder);
    MlChecks.requireSameParams(classifier, MlChecks.copied(classifier, ParamMap.empty()));
  }

  @Test
  void readWrite_classificationModel() throws Exception {
    ClrClassificationModel loaded = MlChecks.savedAndRead(ofThree, folder);
    assertThat(loaded.numClasses()).isEqualTo(3);
    assertThat(loaded.numFeatures()).isEqualTo(4);
    assertThat(loaded.network().params()).isEqualTo(ofThree.network().params());
    assertThat(loaded.transform(threeClasses).collectAsList())
        .isEqualTo(ofThree.transform(threeClasses).collectAsList());
    assertThat(loaded.trainingRunId()).isEqualTo(ofThree.summary().runId());
    assertThat(loaded.hasSummary()).isFalse();
    assertThatThrownBy(loaded::summary)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("it was not trained in this process");
  }

  @Test
  void copyOfModel_keepsUidParentAndSummary() {
    ParamMap extra = new ParamMap().put(ofThree.predictionCol(), "other");
    ClrClassificationModel copy = MlChecks.copied(ofThree, extra);
    assertThat(copy.getPredictionCol()).isEqualTo("other");
    assertThat(ofThree.getPredictionCol()).isEqualTo("prediction");
    assertThat(copy.parent()).isSameAs(ofThree.parent());
    assertThat(copy.summary()).isSameAs(ofThree.summary());
    assertThat(ofThree.parent().uid()).isEqualTo(ofThree.uid());
  }

  @Test
  void shouldSupportAllNumericTypeLabelsAndNotSupportOtherTypes() {
    ClrClassifier one = small().setIterations(1);
    List<Row> expected = one.fit(threeClasses).transform(threeClasses).collectAsList();
    List<DataType> types =
        List.of(
            DataTypes.ShortType,
            DataTypes.LongType,
            DataTypes.IntegerType,
            DataTypes.FloatType,
            DataTypes.ByteType,
            DataTypes.createDecimalType(10, 0));
    for (DataType type : types) {
      Dataset<Row> typed = threeClasses.withColumn("label", functions.col("label").cast(type));
      assertThat(one.fit(typed).transform(threeClasses).collectAsList())
          .as(type.toString())
          .isEqualTo(expected);
    }
    Dataset<Row> texts =
        threeClasses.withColumn("label", functions.col("label").cast(DataTypes.StringType));
    assertThatThrownBy(() -> one.fit(texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid labelCol: label (the column is string, but must be a number; Spark's"
                + " StringIndexer makes numbers of texts)");
  }

  @Test
  void modelSentToATask_predictsTheSame() {
    Vector features = threeClasses.first().getAs("features");
    assertThat(SerializationUtils.clone(ofThree).predictRaw(features))
        .isEqualTo(ofThree.predictRaw(features));
  }

  @Test
  void thresholds_changeThePredictionAlone() {
    ClrClassificationModel biased =
        ofThree.copy(ParamMap.empty()).setThresholds(new double[] {1e-9, 0.5, 0.5});
    List<Row> rows = biased.transform(threeClasses).collectAsList();
    assertThat(rows).allMatch(row -> row.<Double>getAs("prediction") == 0);
    assertThat(biased.predict(rows.get(0).getAs("features"))).isZero();
  }

  @Test
  void columnsWithoutAName_areNotAdded() {
    ClrClassificationModel bare =
        ofThree.copy(ParamMap.empty()).setRawPredictionCol("").setProbabilityCol("");
    assertThat(bare.transform(threeClasses).columns())
        .containsExactly("features", "label", "prediction");
  }
}
