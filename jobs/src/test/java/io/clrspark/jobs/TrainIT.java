package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.BinClr.Result;
import io.clrspark.schedule.CyclicLR;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.learning.config.Adam;

/** The example as it stands in conf/, trained, saved and queried. */
class TrainIT {

  private static final String EXAMPLE = "conf/digits.properties";

  @TempDir private static Path folder;
  private static Result trained;

  @BeforeAll
  static void train() throws Exception {
    trained =
        BinClr.run(
            folder,
            "train",
            EXAMPLE,
            "--conf",
            "spark.clr.history.path=" + folder.resolve("history"),
            "--conf",
            "spark.clr.model.save=" + folder.resolve("one.zip"));
  }

  @Test
  void example_trains_toTheAccuracyPromised() {
    assertThat(trained.status()).as(trained.toString()).isZero();
    assertThat(trained.value("iterations")).isEqualTo("552");
    assertThat(trained.value("epochs")).isEqualTo("24");
    assertThat(trained.value("cycles")).isEqualTo("3");
    assertThat(Double.parseDouble(trained.value("test accuracy"))).isGreaterThanOrEqualTo(0.97);
    assertThat(Double.parseDouble(trained.value("test macro F1"))).isGreaterThanOrEqualTo(0.97);
    assertThat(Double.parseDouble(trained.value("train loss"))).isBetween(0.0, 0.1);
    assertThat(trained.value("model")).isEqualTo(folder.resolve("one.zip").toString());
  }

  @Test
  void output_isResultsOnly_andProgressIsPlain() {
    assertThat(trained.out().lines()).hasSize(13).allMatch(line -> line.matches("[a-zF1_ ]+: .+"));
    assertThat(trained.value("best test accuracy")).matches("0\\.99\\d+, after \\d+ iterations");
    assertThat(trained.err())
        .startsWith(
            """
            Training on 1445 examples, 2 workers, 23 iterations an epoch.
            3 cycles in 552 iterations (stepSize 92), ending at the base rate 0.0005.
            """)
        .doesNotContain("WARN", "ERROR", "\r", "\u001b");
  }

  @Test
  void savedModel_restoresInDl4j_withCountersAndTheNextRate() throws IOException {
    MultiLayerNetwork network =
        ModelSerializer.restoreMultiLayerNetwork(folder.resolve("one.zip").toFile(), true);
    assertThat(network.getIterationCount()).isEqualTo(552);
    assertThat(network.getEpochCount()).isEqualTo(24);
    Adam adam = (Adam) network.getLayer(0).conf().getLayer().getUpdaterByParam("W");
    assertThat(adam.getLearningRateSchedule()).isNull();
    assertThat(adam.getLearningRate()).isEqualTo(0.0005);
    assertThat(network.getUpdater().getStateViewArray().length())
        .isEqualTo(2 * network.numParams());
  }

  @Test
  void loadedModel_goesOnWithItsOwnSchedule_orWithAFreshCycle() throws Exception {
    Path more =
        Files.writeString(
            folder.resolve("more.properties"),
            """
            spark.clr.data.path conf/data/digits.csv.gz
            spark.clr.data.divide 16
            spark.clr.epochs 1
            spark.clr.averagingFrequency 4
            spark.master local[2]
            spark.ui.enabled false
            spark.clr.model.load %s
            spark.clr.history.path %s
            """
                .formatted(folder.resolve("one.zip"), folder.resolve("more")));
    Result own = BinClr.run(folder, "train", more.toString(), "--conf", "spark.clr.runId=own");
    assertThat(own.status()).as(own.toString()).isZero();
    assertThat(own.value("iterations")).isEqualTo("575");
    assertThat(own.err()).contains("The loaded model's own schedule goes on at iteration 552.");
    Result fresh =
        BinClr.run(
            folder,
            "train",
            more.toString(),
            "--conf",
            "spark.clr.runId=fresh",
            "--conf",
            "spark.clr.maxLr=0.002");
    assertThat(fresh.err()).contains("A fresh cycle starts at iteration 552 of the loaded model.");
    Result rates =
        BinClr.run(
            folder,
            "sql",
            "--history",
            folder.resolve("more").toString(),
            "--csv",
            "SELECT run_id, lr FROM iterations WHERE iteration = 560 ORDER BY run_id");
    CyclicLR saved = CyclicLR.triangular2(0.0005, 0.008, 92);
    CyclicLR begun = CyclicLR.triangular(0.001, 0.002, 2000).reset(552);
    assertThat(rates.out())
        .isEqualTo("run_id,lr\nfresh,%s\nown,%s\n".formatted(begun.rateAt(560), saved.rateAt(560)));
  }

  @Test
  void show_printsWhatIsInTheModel() throws Exception {
    Result shown = BinClr.run(folder, "show", folder.resolve("one.zip").toString());
    assertThat(shown.status()).as(shown.toString()).isZero();
    assertThat(shown.err()).isEmpty();
    assertThat(shown.value("network"))
        .isEqualTo("MultiLayerNetwork of type float, 17,226 parameters");
    assertThat(shown.out()).contains("layer2  OutputLayer   64   10  softmax            650\n");
    assertThat(shown.value("schedule"))
        .isEqualTo("CyclicLR(baseLr=0.0005, maxLr=0.008, stepSize=92, mode=triangular2)");
    assertThat(shown.value("iterations")).isEqualTo("552");
    assertThat(shown.value("features")).isEqualTo("_c0, _c1, _c2, _c3, _c4, _c5 ... _c63 (64)");
    assertThat(shown.value("label")).isEqualTo("_c64");
    assertThat(shown.value("scaling")).isEqualTo("divided by 16");
    assertThat(shown.value("versions")).contains("spark 3.5.", "dl4j 1.0.0-M2.1", "clr-spark 0.");
    Result none = BinClr.run(folder, "show", "README.md");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err())
        .isEqualTo(
            "Cannot load the model README.md: it is no model of DL4J's ModelSerializer, or not a"
                + " whole one.\n");
  }

  @Test
  void printedSqlCommand_answers() throws Exception {
    String[] words = trained.value("sql").split("\"", -1);
    assertThat(words[0]).startsWith("bin/clr sql --history ");
    Result table = BinClr.run(folder, "sql", "--history", history(), words[1]);
    assertThat(table.status()).as(table.toString()).isZero();
    assertThat(table.out()).startsWith("+-").contains("|epoch|lr").contains("|24   |");
    assertThat(table.err()).isEmpty();
  }

  @Test
  void history_hasOneRowAnUpdateOfEachWorker() throws Exception {
    Result csv =
        BinClr.run(
            folder,
            "sql",
            "--history",
            history(),
            "--csv",
            "SELECT count(*) AS n, count(DISTINCT iteration, worker) AS d, max(iteration) AS last,"
                + " sum(examples) AS examples FROM history");
    assertThat(csv.out()).isEqualTo("n,d,last,examples\n1104,1104,551,34680\n");
  }

  @Test
  void wrongQuery_isTwoLines() throws Exception {
    Result wrong = BinClr.run(folder, "sql", "--history", history(), "SELECT x FROM nowhere");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("Cannot run the query: [TABLE_OR_VIEW_NOT_FOUND]");
  }

  @Test
  void executorsOfTheirOwn_giveTheSameBits() throws Exception {
    Result cluster =
        BinClr.run(
            folder,
            "train",
            EXAMPLE,
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.clr.history.path=",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer",
            "--conf",
            "spark.clr.model.save=" + folder.resolve("two.zip"));
    assertThat(cluster.status()).as(cluster.toString()).isZero();
    assertThat(cluster.value("history")).isEqualTo("none (spark.clr.history.path is not set)");
    MultiLayerNetwork one = MultiLayerNetwork.load(folder.resolve("one.zip").toFile(), true);
    MultiLayerNetwork two = MultiLayerNetwork.load(folder.resolve("two.zip").toFile(), true);
    assertThat(two.params().toFloatVector()).isEqualTo(one.params().toFloatVector());
    assertThat(two.getUpdater().getStateViewArray().toFloatVector())
        .isEqualTo(one.getUpdater().getStateViewArray().toFloatVector());
  }

  private static String history() {
    return folder.resolve("history").toString();
  }
}
