package io.clrspark.source.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Rows of files have the files' order, however Spark splits them; and that of a bad row too. */
class FrameOrderTest {

  private static final ExampleColumns COLUMNS = ExampleColumns.features("a", "b").labels("label");
  private static final int ROWS = 240;

  @TempDir private Path folder;

  /** Four files of different sizes, the largest in the middle: Spark reads that one first. */
  @BeforeEach
  void writeFiles() throws IOException {
    List<String> lines = lines();
    int from = 0;
    int[] counts = {30, 10, 120, 80};
    String[] names = {"a 1.json", "b.json", "c.json", "d.json"};
    for (int i = 0; i < counts.length; i++) {
      Files.write(folder.resolve(names[i]), lines.subList(from, from + counts[i]));
      from += counts[i];
    }
  }

  private static List<String> lines() {
    Random random = new Random(3);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      lines.add(
          "{\"a\": %s, \"b\": %s, \"label\": %d}"
              .formatted(random.nextGaussian(), i / 100.0, i % 3));
    }
    return lines;
  }

  /**
   * Threads share the file with the one that started them, as the tasks' in the driver's process.
   */
  @Test
  void fileOfTheDriversThread_isNotThatOfItsTasks() throws Exception {
    FutureTask<String> driver =
        new FutureTask<>(
            () -> {
              InputFileBlockHolder.set("the driver's", 0, 1);
              LocalSpark.with("local[1]", context -> rowsOfFiles());
              return InputFileBlockHolder.getInputFilePath().toString();
            });
    new Thread(driver).start();
    assertThat(driver.get()).isEqualTo("the driver's");
  }

  private long rowsOfFiles() {
    Dataset<Row> frame =
        SparkSession.builder()
            .getOrCreate()
            .read()
            .schema("a DOUBLE, b DOUBLE, label INT")
            .json(folder.toString());
    return FileRows.of(frame, List.of(functions.col("a"))).count();
  }

  @Test
  void splitsAndCores_doNotChangeTheBits() {
    INDArray whole = with("local[1]", 1 << 20, spark -> train(frame(spark)));
    INDArray split = with("local[2]", 1000, spark -> train(frame(spark)));
    INDArray splitOtherwise = with("local[4]", 3000, spark -> train(frame(spark)));
    assertThat(split).isEqualTo(whole);
    assertThat(splitOtherwise).isEqualTo(whole);
  }

  @Test
  void order_isThatOfThePathsAndRows() {
    List<Double> seen = with("local[2]", 1000, spark -> second(frame(spark)));
    assertThat(seen).hasSize(ROWS).isNotEqualTo(sorted(seen));
    INDArray ofFiles = with("local[2]", 1000, spark -> train(frame(spark)));
    INDArray ofOnePartition =
        with("local[2]", 1000, spark -> train(frame(spark).coalesce(1).orderBy("b")));
    assertThat(ofFiles).isEqualTo(ofOnePartition);
  }

  @Test
  void sortedRows_keepTheirOrder() {
    INDArray up = with("local[2]", 1000, spark -> train(frame(spark).orderBy("b")));
    INDArray down =
        with("local[2]", 1000, spark -> train(frame(spark).orderBy(functions.desc("b"))));
    assertThat(down).isNotEqualTo(up);
  }

  @Test
  void rowsOfSeveralSources_haveTheOrderOfTheirPartitions() {
    List<Double> seen =
        with(
            "local[2]",
            1 << 20,
            spark -> {
              spark.conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
              Dataset<Row> all = frame(spark);
              return second(all.join(all.select("b"), "b").coalesce(1).sortWithinPartitions("b"));
            });
    assertThat(seen).hasSize(ROWS).isEqualTo(sorted(seen));
  }

  @Test
  void badRow_isNamedByFileAndPlace_theFirstOfAll() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("c.json")));
    lines.set(97, "{\"a\": 1.0, \"label\": 1}");
    lines.set(110, "{\"a\": 1.0, \"b\": 2.0, \"label\": 5}");
    Files.write(folder.resolve("c.json"), lines);
    Files.write(folder.resolve("d.json"), List.of("{\"a\": 1.0, \"b\": 2.0, \"label\": 1.5}"));
    for (int splitBytes : new int[] {1000, 3000}) {
      assertThatThrownBy(() -> with("local[2]", splitBytes, spark -> train(frame(spark))))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot read file:"
                  + folder.resolve("c.json")
                  + ": row 97 (zero-based): column b is null, or has a null in it.");
    }
  }

  @Test
  void badRowOfNoFile_isNamedByPartition() {
    assertThatThrownBy(
            () ->
                with(
                    "local[2]",
                    1 << 20,
                    spark ->
                        train(
                            spark
                                .range(0, 20, 1, 2)
                                .selectExpr("id a", "id b", "if(id = 13, 3, 0) label"))))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Cannot read partition 1 of the data: row 3 (zero-based): the label is 3, not a whole"
                + " number from 0 to 2.");
  }

  private Dataset<Row> frame(SparkSession spark) {
    return spark.read().schema("a DOUBLE, b DOUBLE, label DOUBLE").json(folder.toString());
  }

  /** The second feature of each row as the RDD has them. */
  private static List<Double> second(Dataset<Row> frame) {
    List<Double> values = new ArrayList<>();
    for (DataSet data : COLUMNS.read(frame, SampleNetworks.twoLayers(2)).collect()) {
      for (int row = 0; row < data.numExamples(); row++) {
        values.add(data.getFeatures().getDouble(row, 1));
      }
    }
    return values;
  }

  private static List<Double> sorted(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted;
  }

  private static INDArray train(Dataset<Row> frame) {
    MultiLayerNetwork network = SampleNetworks.twoLayers(2);
    ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 7))
        .workers(3)
        .batchSize(8)
        .build()
        .fit(network, COLUMNS.read(frame, network));
    return network.params();
  }

  private static <T> T with(String master, long splitBytes, Function<SparkSession, T> test) {
    try (LocalSpark spark = LocalSpark.of(master).splittingFiles(splitBytes)) {
      return test.apply(spark.session());
    }
  }
}
