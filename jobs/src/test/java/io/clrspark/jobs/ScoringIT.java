package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.jobs.BinClr.Result;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** The commands that use a saved model: predict and evaluate. */
class ScoringIT {

  private static final String DIGITS = "conf/data/digits.csv.gz";

  @TempDir private static Path folder;
  private static String model;
  private static Result trained;

  @BeforeAll
  static void train() throws Exception {
    model = folder.resolve("digits.zip").toString();
    trained =
        BinClr.run(
            folder,
            "train",
            "conf/digits.properties",
            "--conf",
            "spark.clr.epochs=3",
            "--conf",
            "spark.clr.history.path=" + folder.resolve("history"),
            "--conf",
            "spark.clr.model.save=" + model);
    assertThat(trained.status()).as(trained.toString()).isZero();
  }

  @Test
  void predictions_areThoseOfDl4j_forRowsWithoutLabels() throws Exception {
    List<String> lines = digits();
    Path unlabelled = folder.resolve("unlabelled.csv");
    Files.write(unlabelled, lines.stream().map(line -> line.replaceAll(",\\d+$", "")).toList());
    Path out = folder.resolve("predicted");
    Result predicted =
        BinClr.run(
            folder,
            "predict",
            model,
            unlabelled.toString(),
            "--output",
            out.toString(),
            "--format",
            "csv");
    assertThat(predicted.status()).as(predicted.toString()).isZero();
    assertThat(predicted.value("rows")).isEqualTo("1797");
    assertThat(predicted.value("predictions")).isEqualTo(out.toString());
    assertThat(predicted.err()).startsWith("Predicting 1,797 rows.\n").doesNotContain("WARN");
    List<String> written = csv(out);
    assertThat(written.get(0)).startsWith("file,row,prediction,name,probability_0,probability_1,");
    double[][] expected = dl4j(lines);
    assertThat(written).hasSize(1 + expected.length);
    for (int row = 0; row < expected.length; row++) {
      String[] cells = written.get(1 + row).split(",", -1);
      assertThat(cells[0]).endsWith("/unlabelled.csv");
      assertThat(cells[1]).isEqualTo("" + row);
      for (int i = 0; i < 10; i++) {
        assertThat(Math.abs(Double.parseDouble(cells[4 + i]) - expected[row][i])).isLessThan(1e-5);
      }
    }
  }

  @Test
  void executorsOfTheirOwn_predictTheSame() throws Exception {
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    Result local =
        BinClr.run(folder, "predict", model, DIGITS, "--output", one.toString(), "--format", "csv");
    Result cluster =
        BinClr.run(
            folder,
            "predict",
            model,
            DIGITS,
            "--output",
            two.toString(),
            "--format",
            "csv",
            "--master",
            "local-cluster[2,1,1024]",
            "--conf",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer",
            "--conf",
            "spark.kryo.registrationRequired=true");
    assertThat(local.status()).as(local.toString()).isZero();
    assertThat(cluster.status()).as(cluster.toString()).isZero();
    assertThat(csv(two)).hasSize(1798).isEqualTo(csv(one));
  }

  @Test
  void figures_areThoseOfTheLabels_andPrintedAfterTraining() throws Exception {
    Result figures = BinClr.run(folder, "evaluate", model, DIGITS);
    assertThat(figures.status()).as(figures.toString()).isZero();
    double[][] outputs = dl4j(digits());
    int[] labels =
        digits().stream().mapToInt(line -> Integer.parseInt(line.replaceAll(".*,", ""))).toArray();
    int right = 0;
    double loss = 0;
    for (int row = 0; row < labels.length; row++) {
      double likely = Arrays.stream(outputs[row]).max().orElseThrow();
      right += outputs[row][labels[row]] == likely ? 1 : 0;
      loss -= Math.log(outputs[row][labels[row]]) / labels.length;
    }
    assertThat(figures.value("rows")).isEqualTo("" + labels.length);
    assertThat(Double.parseDouble(figures.value("accuracy")))
        .isCloseTo((double) right / labels.length, within(1e-4));
    assertThat(Double.parseDouble(figures.value("log loss"))).isCloseTo(loss, within(1e-3));
    assertThat(figures.value("share of the largest class")).isEqualTo("0.1018"); // 183 of 1797
    assertThat(figures.value("calibration error")).endsWith(" (10 bins)");
    assertThat(figures.out()).containsPattern("\n  class  rows  precision  recall +F1\n  0 +178 ");
    assertThat(figures.out()).contains("\nconfusion matrix: ");
    assertThat(figures.out()).doesNotContain("AUC");
    for (String name : List.of("macro F1", "log loss", "calibration error")) {
      assertThat(trained.value("test " + name)).matches("[\\d.]+( \\(10 bins\\))?");
    }
  }

  @Test
  void figures_areInTheHistory() throws Exception {
    Result sql =
        BinClr.run(
            folder,
            "sql",
            "--history",
            folder.resolve("history").toString(),
            "SELECT round(metrics['macro_f1'], 4) f1, round(metrics['log_loss'], 4) loss,"
                + " metrics['recall_3'] recall, metrics['confusion_3_3'] right FROM runs");
    assertThat(sql.status()).as(sql.toString()).isZero();
    assertThat(sql.out())
        .contains(trained.value("test macro F1"))
        .contains(trained.value("test log loss"))
        .doesNotContain("NULL");
  }

  @Test
  void wrongCalls_areOneClearError() throws Exception {
    Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1,2,3\n");
    Path out = folder.resolve("refused");
    Result other =
        BinClr.run(folder, "predict", model, narrow.toString(), "--output", out.toString());
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err())
        .endsWith(
            "narrow.csv: it has no column _c3, which the model takes; it has 3 columns. Name the"
                + " features by spark.clr.data.featureColumns, in the order of the model's.\n");
    assertThat(out).doesNotExist();
    Result none = BinClr.run(folder, "predict", model, DIGITS);
    assertThat(none.err()).isEqualTo("Where to? Give --output DIR.\nSee bin/clr predict --help.\n");
    Result there = BinClr.run(folder, "predict", model, DIGITS, "--output", folder.toString());
    assertThat(there.err())
        .isEqualTo(
            "Invalid --output: %s (it exists already: remove it, or give another folder)\n"
                .formatted(folder));
  }

  private static List<String> digits() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(BinClr.ROOT.resolve(DIGITS))),
                StandardCharsets.US_ASCII))) {
      return reader.lines().toList();
    }
  }

  /** What DL4J alone makes of the rows. */
  private static double[][] dl4j(List<String> lines) throws IOException {
    double[][] rows = new double[lines.size()][64];
    for (int row = 0; row < rows.length; row++) {
      String[] cells = lines.get(row).split(",", -1);
      for (int i = 0; i < 64; i++) {
        rows[row][i] = Double.parseDouble(cells[i]);
      }
    }
    INDArray features = Nd4j.createFromArray(rows);
    DataNormalization scaling = ModelSerializer.restoreNormalizerFromFile(new File(model));
    scaling.transform(features);
    return MultiLayerNetwork.load(new File(model), false).output(features).toDoubleMatrix();
  }

  private static List<Path> parts(Path out, String extension) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      return files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
    }
  }

  private static List<String> csv(Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : parts(out, ".csv")) {
      lines.addAll(Files.readAllLines(part));
    }
    return lines;
  }
}
