package io.clrspark.ml;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.history.HistoryViews;
import io.clrspark.model.ModelInfo;
import io.clrspark.model.SavedModel;
import io.clrspark.testing.LocalSpark;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import scala.collection.Iterable;
import scala.collection.JavaConverters;

/** Estimators among Spark's own: pipelines, tuning, streams. */
class MlPipelineTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();

  @TempDir Path folder;

  private static final StructType MIXED =
      new StructType()
          .add("colour", DataTypes.StringType)
          .add("age", DataTypes.IntegerType)
          .add("income", DataTypes.DoubleType)
          .add("answer", DataTypes.StringType);

  private static Dataset<Row> mixed;

  @BeforeAll
  static void make() {
    Random random = new Random(5);
    List<String> colours = List.of("red", "green", "blue");
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 240; i++) {
      String colour = colours.get(random.nextInt(3));
      int age = 20 + random.nextInt(50);
      double income = 1000 * random.nextGaussian() + (colour.equals("red") ? 5000 : 2000);
      rows.add(RowFactory.create(colour, age, income, income > 3500 ? "yes" : "no"));
    }
    mixed = SPARK.session().createDataFrame(rows, MIXED);
  }

  private static ClrClassifier small() {
    return new ClrClassifier()
        .setFeaturesCol("scaled")
        .setModelHidden(8)
        .setBatchSize(16)
        .setBaseLr(0.005)
        .setMaxLr(0.05)
        .setStepSize("1 epochs")
        .setEpochs(4);
  }

  private static List<PipelineStage> before() {
    return List.of(
        new StringIndexer()
            .setInputCols(new String[] {"colour", "answer"})
            .setOutputCols(new String[] {"colourIndex", "label"}),
        new OneHotEncoder().setInputCol("colourIndex").setOutputCol("colourVector"),
        new VectorAssembler()
            .setInputCols(new String[] {"colourVector", "age", "income"})
            .setOutputCol("assembled"),
        new StandardScaler().setWithMean(true).setInputCol("assembled").setOutputCol("scaled"));
  }

  private static Pipeline pipeline(PipelineStage... last) {
    List<PipelineStage> stages = new ArrayList<>(before());
    stages.addAll(List.of(last));
    return new Pipeline().setStages(stages.toArray(new PipelineStage[0]));
  }

  private static MulticlassClassificationEvaluator accuracy() {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy");
  }

  @Test
  void pipelineFromRawColumns_trainsIsSavedAndPredictsTheSame() throws Exception {
    PipelineModel model = pipeline(small()).fit(mixed);
    Dataset<Row> predicted = model.transform(mixed);
    assertThat(accuracy().evaluate(predicted)).isGreaterThan(0.9);
    String path = folder.resolve("pipeline").toString();
    model.save(path);
    PipelineModel loaded = PipelineModel.load(path);
    assertThat(loaded.transform(mixed).collectAsList()).isEqualTo(predicted.collectAsList());
    ModelInfo info = info(Path.of(path));
    assertThat(info.classes()).containsExactlyInAnyOrder("yes", "no");
    assertThat(info.label()).isEqualTo("label");
    assertThat(info.shape()).containsExactly(4);
    Pipeline again = Pipeline.load(saved(pipeline(small())));
    assertThat(again.getStages()[4]).isInstanceOf(ClrClassifier.class);
    String[] answers = ((StringIndexerModel) model.stages()[0]).labelsArray()[1];
    Dataset<Row> named =
        new IndexToString()
            .setInputCol("prediction")
            .setOutputCol("named")
            .setLabels(answers)
            .transform(predicted);
    assertThat(named.where(col("named").equalTo(col("answer"))).count()).isGreaterThan(216);
  }

  private static ModelInfo info(Path pipeline) throws Exception {
    try (Stream<Path> files = Files.walk(pipeline)) {
      Path zip = files.filter(file -> file.endsWith("model.zip")).findFirst().orElseThrow();
      return SavedModel.load(zip.toString(), new Configuration()).info().orElseThrow();
    }
  }

  private String saved(Pipeline pipeline) throws Exception {
    String path = folder.resolve("unfitted").toString();
    pipeline.save(path);
    return path;
  }

  @Test
  void crossValidator_tunesRatesInParallelInRunsOfTheirOwn() throws Exception {
    Path history = folder.resolve("history");
    ClrClassifier classifier = small().setHistoryPath(history.toString());
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.maxLr(), new double[] {0.005, 0.05})
            .addGrid(classifier.stepSize(), texts("10", "1 epochs"))
            .build();
    CrossValidator validator =
        new CrossValidator()
            .setEstimator(pipeline(classifier))
            .setEvaluator(accuracy())
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setParallelism(4)
            .setSeed(1);
    CrossValidatorModel model = validator.fit(mixed);
    assertThat(model.avgMetrics()).hasSize(4);
    assertThat(accuracy().evaluate(model.transform(mixed))).isGreaterThan(0.9);
    List<Row> runs = HistoryViews.of(SPARK.session(), history.toString()).runs().collectAsList();
    assertThat(runs).hasSize(9).allMatch(row -> row.<String>getAs("status").equals("finished"));
    Set<String> ids =
        runs.stream().map(row -> row.<String>getAs("run_id")).collect(Collectors.toSet());
    assertThat(ids).hasSize(9);
    String path = folder.resolve("validated").toString();
    model.save(path);
    assertThat(CrossValidatorModel.load(path).transform(mixed).collectAsList())
        .isEqualTo(model.transform(mixed).collectAsList());
    assertSameAsAlone(classifier, grid);
  }

  /** Fits side by side give the bits that each gives alone. */
  private static void assertSameAsAlone(ClrClassifier classifier, ParamMap[] grid) {
    Dataset<Row> ready =
        new Pipeline()
            .setStages(before().toArray(new PipelineStage[0]))
            .fit(mixed)
            .transform(mixed);
    classifier.clear(classifier.historyPath());
    List<ClrClassificationModel> together =
        Arrays.stream(grid).parallel().map(params -> classifier.copy(params).fit(ready)).toList();
    for (int i = 0; i < grid.length; i++) {
      ClrClassificationModel alone = classifier.fit(ready, grid[i]);
      assertThat(alone.network().params()).isEqualTo(together.get(i).network().params());
      assertThat(alone.summary().iterations().count())
          .isEqualTo(together.get(i).summary().iterations().count());
    }
  }

  private static Iterable<String> texts(String... values) {
    return JavaConverters.asScalaBuffer(List.of(values));
  }

  @Test
  void trainValidationSplit_tunesToo() {
    ClrClassifier classifier = small();
    TrainValidationSplit split =
        new TrainValidationSplit()
            .setEstimator(pipeline(classifier))
            .setEvaluator(accuracy())
            .setEstimatorParamMaps(
                new ParamGridBuilder()
                    .addGrid(classifier.maxLr(), new double[] {0.00001, 0.05})
                    .baseOn(classifier.baseLr().w(0.000005))
                    .build())
            .setParallelism(4)
            .setSeed(1);
    TrainValidationSplitModel model = split.fit(mixed);
    assertThat(model.validationMetrics()[1]).isGreaterThan(model.validationMetrics()[0]);
    PipelineModel best = (PipelineModel) model.bestModel();
    assertThat(((ClrClassificationModel) best.stages()[4]).getMaxLr()).isEqualTo(0.05);
  }

  @Test
  void stream_isPredictedAsABatch() throws Exception {
    Path input = folder.resolve("stream");
    mixed.repartition(3).write().json(input.toString());
    PipelineModel model = pipeline(small()).fit(mixed);
    Dataset<Row> stream = SPARK.session().readStream().schema(MIXED).json(input.toString());
    StreamingQuery query =
        model
            .transform(stream)
            .select("age", "income", "probability", "prediction")
            .writeStream()
            .format("memory")
            .queryName("predicted")
            .start();
    query.processAllAvailable();
    query.stop();
    List<Row> expected =
        model
            .transform(mixed)
            .select("age", "income", "probability", "prediction")
            .orderBy("income")
            .collectAsList();
    List<Row> streamed = SPARK.session().table("predicted").orderBy("income").collectAsList();
    assertThat(streamed).hasSize(240);
    for (int i = 0; i < 240; i++) {
      assertThat(streamed.get(i).getDouble(1)).isEqualTo(expected.get(i).getDouble(1));
      assertThat(streamed.get(i).<Vector>getAs(2).toArray())
          .containsExactly(expected.get(i).<Vector>getAs(2).toArray(), within(1e-6));
    }
    assertThat(Files.exists(input)).isTrue();
  }
}
