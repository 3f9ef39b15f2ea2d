package io.clrspark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunLog;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.range.LrRangeTest;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.LocalSpark;
import io.clrspark.training.ClrTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every query of docs/reference/sql.md against a history, in a session that the extension opens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlCookbookTest {

  private static final CyclicLR RATES = CyclicLR.triangular2(0.01, 0.1, 7);

  @RegisterExtension
  static final LocalSpark SPARK =
      LocalSpark.ofTwoCores()
          .set("spark.sql.codegen.wholeStage", "false")
          .set("spark.sql.extensions", ClrExtensions.class.getName());

  @TempDir private static Path root;
  private SparkSession spark;

  @BeforeAll
  void train() {
    spark = SPARK.set("spark.clr.history.path", root.toString()).session();
    train("first", RATES);
    train("second", CyclicLR.expRange(0.01, 0.2, 5, 0.99));
    LrRangeTest.exponential(0.001, 1, 30)
        .run(
            network(),
            data(),
            run -> run.workers(2).batchSize(10).runId("range").history(root.toString()));
    fail("broken");
  }

  @ParameterizedTest
  @MethodSource("queries")
  void query_answers(String query) {
    List<Row> rows = spark.sql(query).collectAsList();
    assertThat(rows).isNotEmpty();
    for (int column = 0; column < rows.get(0).length(); column++) {
      int at = column;
      assertThat(rows).as(rows.get(0).schema().fieldNames()[at]).anyMatch(row -> !row.isNullAt(at));
    }
  }

  static List<String> queries() throws IOException {
    String page = Files.readString(Path.of("../docs/reference/sql.md"));
    List<String> queries =
        Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL)
            .matcher(page)
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();
    assertThat(queries).hasSizeGreaterThan(12);
    return queries;
  }

  @Test
  void plannedRates_areThoseUsed() {
    String query = queryAbout("planned");
    for (Row row : spark.sql(query).collectAsList()) {
      assertThat(row.<Double>getAs("furthest")).isEqualTo(0);
      assertThat(row.<Long>getAs("iterations")).isGreaterThanOrEqualTo(20);
    }
  }

  @Test
  void phases_holdTheIterationsOfTheirRates() {
    Row first = spark.sql(queryAbout("'rising'")).where("run_id = 'first'").first();
    double rising =
        spark
            .sql("SELECT avg(loss) FROM iterations WHERE run_id = 'first' AND iteration < 7")
            .first()
            .getDouble(0);
    assertThat(first.<String>getAs("phase")).isEqualTo("rising");
    assertThat(first.<Double>getAs("loss")).isCloseTo(rising, within(1e-12));
  }

  @Test
  void rate_isThatOfTheLibrary() {
    List<Row> rows =
        spark
            .sql("SELECT id, clr_lr(id, 0.01, '0.1', 7.0, 'triangular2', NULL) FROM range(0, 50)")
            .collectAsList();
    assertThat(rows).hasSize(50);
    rows.forEach(row -> assertThat(row.getDouble(1)).isEqualTo(RATES.rateAt(row.getLong(0))));
    assertThat(spark.sql("SELECT clr_lr(NULL, 0.1, 0.2, 7, 'triangular', NULL)").first().get(0))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1, 0.1, 0.2, 7, 'triangle', NULL; Invalid mode: triangle (must be one of triangular, triangular2, exp_range, exp_range_bounds)",
        "1, 0.1, 0.2, 7, NULL, NULL; Invalid mode: NULL (must be one of triangular, triangular2, exp_range, exp_range_bounds)",
        "1, NULL, 0.2, 7, 'triangular', NULL; Invalid baseLr: NULL (must be a number)",
        "1, 0.1, NULL, 7, 'triangular', NULL; Invalid maxLr: NULL (must be a number)",
        "1, 0.1, 0.2, NULL, 'triangular', NULL; Invalid stepSize: NULL (must be a number)",
        "1, 0.1, 0.2, 7.5, 'triangular', NULL; Invalid stepSize: 7.5 (must be a whole number)",
        "1, 0.1, 0.2, '4 epochs', 'triangular', NULL; Invalid stepSize: 4 epochs (must be a number)",
        "1, 0.2, 0.1, 7, 'triangular', NULL; Invalid maxLr: 0.1 (must be >= baseLr = 0.2)",
        "-1, 0.1, 0.2, 7, 'triangular', NULL; Invalid iteration: -1 (must be >= 0)",
        "1, 0.1, 0.2, 7, 'triangular', 0.9; Invalid gamma: 0.9 (needs mode = exp_range, but it is triangular)",
      })
  void wrongArgument_isNamed(String arguments, String message) {
    assertThatThrownBy(() -> spark.sql("SELECT clr_lr(" + arguments + ")").collectAsList())
        .hasStackTraceContaining(message);
  }

  @Test
  void anotherPath_opensAnew(@TempDir Path empty) {
    SparkSession session = spark.newSession();
    assertThat(session.table("runs").count()).isEqualTo(4);
    session.sql("SET spark.clr.history.path=" + empty);
    assertThat(session.table("runs").count()).isZero();
  }

  private static String queryAbout(String text) {
    try {
      return queries().stream().filter(query -> query.contains(text)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void train(String runId, CyclicLR rates) {
    JavaRDD<DataSet> data = data();
    ClrTrainer.builder(rates)
        .workers(2)
        .batchSize(10)
        .epochs(6)
        .runId(runId)
        .history(root.toString())
        .configuration(Map.of("spark.clr.maxLr", String.valueOf(rates.maxLr())))
        .evaluation("test", data)
        .build()
        .fit(network(), data);
  }

  /** A run that ended early. */
  private static void fail(String runId) {
    RunSetup setup = new RunSetup(Map.of(), RATES.toString(), Map.of());
    RunRecord started = RunRecord.started(runId, RunKind.TRAIN, Instant.now(), setup);
    try (RunLog log = HistoryStore.at(root.toString(), new Configuration()).open(runId)) {
      log.event(started);
      log.rows(rows());
      log.event(started.failed(Instant.now(), "Cannot read part 3: it is gone.", Map.of()));
    }
  }

  private static List<HistoryRow> rows() {
    List<HistoryRow> rows = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Instant ts = Instant.now().plusMillis(i);
      rows.add(
          new HistoryRow(i, 0, i / 5, 0, 0.01 * (i + 1), 1.0 / (i + 1), 0.5, 10, 1.5, "1", ts));
    }
    return rows;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(
                    new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    return network;
  }

  private JavaRDD<DataSet> data() {
    List<DataSet> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      float label = i % 2;
      examples.add(
          new DataSet(
              Nd4j.createFromArray(new float[][] {{i / 100f, label, 1}}),
              Nd4j.createFromArray(new float[][] {{1 - label, label}})));
    }
    return JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(examples, 2);
  }
}
