package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.network.Network;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.JobDataLoader;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

/** Parquet and LIBSVM files, which Spark reads. */
class TableJobDataTest {

  private LocalSpark spark;

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    spark = LocalSpark.ofTwoCores().splittingFiles(1 << 20);
  }

  @AfterEach
  void stop() {
    spark.close();
  }

  @Test
  void columns_areFeatures_allButTheLabel() {
    parquet("p", 1, "id % 3 label", "double(id) a", "array(id, id * 2) b", "struct(id + 1 as d) c");
    JobData all =
        load(
            "format",
            "parquet",
            "path",
            path("p"),
            "labelColumn",
            "label",
            "testFraction",
            "0",
            "featureColumns",
            "b,c.d");
    assertThat(all.outputs()).isEqualTo(3);
    assertThat(JobDataLoader.rows(all.train()))
        .startsWith("[0.0, 0.0, 1.0] 0", "[1.0, 2.0, 2.0] 1");
    parquet("q", 1, "double(id) a", "id % 2 label");
    assertThat(
            JobDataLoader.rows(
                load("format", "parquet", "path", path("q"), "testFraction", "0").train()))
        .startsWith("[0.0] 0", "[1.0] 1");
  }

  /** Which rows are held out, and their order, depends on the files alone. */
  @Test
  void splitsAndCores_holdOutTheSameRows() {
    parquet("p", 3, "double(id) a", "id % 3 label");
    String[] properties = {"format", "parquet", "path", path("p")};
    JobData whole = load(properties);
    List<String> test = JobDataLoader.rows(whole.test().orElseThrow());
    List<String> train = JobDataLoader.rows(whole.train());
    assertThat(train).hasSizeGreaterThan(100).doesNotContainAnyElementsOf(test);
    assertThat(train.size() + test.size()).isEqualTo(300);
    spark.close();
    spark = LocalSpark.of("local[4]").splittingFiles(300);
    JobData split = load(properties);
    assertThat(split.train().getNumPartitions()).isGreaterThan(whole.train().getNumPartitions());
    assertThat(JobDataLoader.rows(split.test().orElseThrow())).hasSameElementsAs(test);
    assertThat(JobDataLoader.rows(split.train())).hasSameElementsAs(train);
  }

  @Test
  void splitsAndCores_giveTheSameParameters() throws IOException {
    parquet("p", 3, "double(id) / 300 a", "id % 2 label");
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(i % 2 + " 1:" + i / 200.0);
    }
    Files.write(folder.resolve("b.libsvm"), lines);
    Files.write(folder.resolve("a.libsvm"), lines.subList(0, 20));
    spark.close();
    spark = LocalSpark.of("local[1]").splittingFiles(1 << 20);
    List<Double> table = train("parquet", "p");
    List<Double> text = train("libsvm", "*.libsvm");
    spark.close();
    spark = LocalSpark.of("local[4]").splittingFiles(300);
    assertThat(train("parquet", "p")).isEqualTo(table);
    assertThat(train("libsvm", "*.libsvm")).isEqualTo(text);
  }

  /** The parameters of a network trained on files. */
  private List<Double> train(String format, String name) {
    JobData data = load("format", format, "path", path(name), "scale", "standardize");
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(
                    new OutputLayer.Builder().nIn(1).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    ClrTrainer.builder(CyclicLR.triangular(0.01, 0.1, 4))
        .workers(3)
        .batchSize(7)
        .build()
        .fit(Network.of(network), data.train());
    return Arrays.stream(network.params().toDoubleVector()).boxed().toList();
  }

  @Test
  void rowsOfUnevenLength_areNamedOverFiles() {
    parquet("p", 2, "if(id < 150, array(id), array(id, id)) a", "id % 2 label");
    assertThatThrownBy(() -> load("format", "parquet", "path", path("p")))
        .hasMessageMatching(
            "Cannot read file:.*part-00001.*: row 0 \\(zero-based\\): it has 2 features, but row 0 of"
                + " file:.*part-00000.* has 1\\.");
  }

  @Test
  void badRowOfParquet_isNamedByFileAndRow() throws IOException {
    parquet("p", 1, "if(id = 250, double('NaN'), double(id)) a", "id % 3 label");
    String file = onlyFile("p");
    for (long splitBytes : new long[] {1 << 20, 300}) {
      spark.close();
      spark = LocalSpark.ofTwoCores().splittingFiles(splitBytes);
      assertThatThrownBy(() -> load("format", "parquet", "path", path("p")))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot read file:%s: row 250 (zero-based): column a is or has NaN, not a finite"
                  + " number.",
              file);
    }
  }

  @Test
  void filesThatAreNoParquet_areNamed() throws IOException {
    parquet("p", 1, "double(id) a", "id % 2 label");
    byte[] whole = Files.readAllBytes(Path.of(onlyFile("p")));
    for (byte[] bytes : List.of(new byte[0], new byte[] {1}, Arrays.copyOf(whole, 900))) {
      Files.write(folder.resolve("z.parquet"), bytes);
      assertThatThrownBy(() -> load("format", "parquet", "path", path("z.parquet")))
          .isInstanceOf(ClrException.class)
          .hasMessage(
              "Cannot read file:%s: it is no Parquet file, or not a whole one: it does not end with"
                  + " PAR1. Give the whole file.",
              path("z.parquet"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Invalid spark.clr.data.featureColumns: lisd .file:.*: no column has that name; the nearest is list; it has 3 columns .name,list,label.. | featureColumns | lisd",
        "Cannot read file:.*: row 0 .zero-based.: column name is .x., not a number .spark.clr.data.dropColumns leaves the column out, .* takes its values as categories.. | featureColumns | name",
        "Invalid spark.clr.data.imageColumn: name .it is string, not binary. | imageColumn | name",
        "Cannot read file:.*: row 0 .zero-based.: column name is .x., not a number .*takes its values as categories.. | labelColumn | last"
      })
  void wrongColumn_isNamedWithTheWayOut(String message, String property, String column) {
    parquet("p", 1, "'x' name", "array(1) list", "id % 2 label");
    assertThatThrownBy(() -> load("format", "parquet", "path", path("p"), property, column))
        .hasMessageMatching(message.strip());
  }

  @Test
  void labelsOfArrays_areNamedWithTheProperty() {
    parquet("p", 1, "array(1) list", "id % 2 label");
    String[] columns = {"featureColumns", "label", "labelColumn", "list"};
    assertThatThrownBy(
            () ->
                load(
                    "format",
                    "parquet",
                    "path",
                    path("p"),
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3]))
        .hasMessage(
            "Invalid spark.clr.data.labelColumn: list (it holds arrays, not one number in each row)");
  }

  @Test
  void libsvm_isReadLineByLine() throws IOException {
    Files.writeString(folder.resolve("a.libsvm"), "1 1:0.5 3:2\n# none\n\n0 2:-1\n");
    Files.writeString(folder.resolve("b.libsvm"), "2\n");
    JobData data = load("format", "libsvm", "path", path("*.libsvm"), "testFraction", "0");
    assertThat(data.features()).isEqualTo(3);
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactlyInAnyOrder("[0.5, 0.0, 2.0] 1", "[0.0, -1.0, 0.0] 0", "[0.0, 0.0, 0.0] 2");
    Files.writeString(folder.resolve("b.libsvm"), "2\n1 1:x\n");
    assertThatThrownBy(() -> load("format", "libsvm", "path", path("*.libsvm")))
        .hasMessage(
            "Cannot read file:%s: row 1 (zero-based): the value of index 1 is \"x\", not a"
                + " number.",
            path("b.libsvm"));
  }

  @Test
  void vectors_areFeatures() {
    StructType schema =
        new StructType()
            .add("x", org.apache.spark.ml.linalg.SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType);
    List<Row> rows =
        List.of(
            RowFactory.create(Vectors.dense(1, 2), 0.0),
            RowFactory.create(Vectors.sparse(2, new int[] {1}, new double[] {3}), 1.0));
    spark.session().createDataFrame(rows, schema).coalesce(1).write().parquet(path("p"));
    assertThat(
            JobDataLoader.rows(
                load("format", "parquet", "path", path("p"), "testFraction", "0").train()))
        .containsExactly("[1.0, 2.0] 0", "[0.0, 3.0] 1");
  }

  private JobData load(String... properties) {
    return JobDataLoader.load(spark, false, properties);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  /** 300 rows in files of some size, in row groups that Spark can split. */
  private void parquet(String name, int files, String... expressions) {
    spark
        .session()
        .range(0, 300, 1, files)
        .selectExpr(expressions)
        .write()
        .option("parquet.block.size", "1")
        .option("parquet.page.size.row.check.min", "1")
        .parquet(path(name));
  }

  private String onlyFile(String name) throws IOException {
    try (var files = Files.list(folder.resolve(name))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".parquet")).toList();
      assertThat(found).hasSize(1);
      return found.get(0).toString();
    }
  }
}
