package io.clrspark.ml;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.kryo.ClrRegistrator;
import io.clrspark.testing.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.feature.Normalizer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The same rows, Params and number of workers give the same bits on any cluster. */
class SameModelAnywhereTest {

  @TempDir Path folder;

  @Test
  void coresAndExecutors_doNotMatter() {
    String files = folder.resolve("rows").toString();
    List<Row> rows = MlFrames.classRows(500, 3);
    INDArray expected =
        LocalSpark.with(
            "local[1]",
            context -> {
              SparkSession spark = SparkSession.builder().getOrCreate();
              spark.createDataFrame(rows, MlFrames.SCHEMA).repartition(5).write().parquet(files);
              return ofFiles(spark, files);
            });
    List<INDArray> others = new ArrayList<>();
    for (String master : List.of("local[4]", LocalSpark.TWO_PROCESSES)) {
      others.add(
          LocalSpark.with(
              master,
              Map.of(
                  "spark.sql.files.maxPartitionBytes",
                  "2000",
                  "spark.serializer",
                  "org.apache.spark.serializer.KryoSerializer",
                  ClrRegistrator.REGISTRATORS,
                  ClrRegistrator.class.getName(),
                  ClrRegistrator.REQUIRED,
                  "true"),
              context -> ofFiles(SparkSession.builder().getOrCreate(), files)));
    }
    assertThat(others).allMatch(expected::equals);
  }

  private static INDArray ofFiles(SparkSession spark, String files) {
    Dataset<Row> rows = spark.read().schema(MlFrames.SCHEMA).parquet(files);
    Dataset<Row> scaled =
        new Normalizer().setInputCol("features").setOutputCol("scaled").transform(rows);
    return new ClrClassifier()
        .setFeaturesCol("scaled")
        .setModelHidden(7)
        .setWorkers(3)
        .setBatchSize(10)
        .setEpochs(2)
        .fit(scaled)
        .network()
        .params();
  }
}
