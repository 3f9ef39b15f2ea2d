package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clrspark.jobs.BinClr.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/** Training, prediction and evaluation on a table of texts, numbers and missing values. */
class MixedTableIT {

  private static final List<String> CITIES = List.of("Bern", "Oslo", "Rome");

  @TempDir private static Path folder;
  private static String model;
  private static Result trained;

  @BeforeAll
  static void train() throws Exception {
    model = folder.resolve("prices.zip").toString();
    List<String> rows = new ArrayList<>(List.of("city,size,age,price,twice"));
    Random random = new Random(3);
    for (int i = 0; i < 600; i++) {
      int city = random.nextInt(3);
      double size = random.nextInt(100) / 10.0;
      String age = random.nextInt(10) == 0 ? "" : "" + random.nextInt(50);
      double price = size / 5 + city;
      rows.add(CITIES.get(city) + "," + size + "," + age + "," + price + "," + 2 * price);
    }
    Files.write(folder.resolve("prices.csv"), rows);
    trained =
        train(
            "data.categoricalColumns=city",
            "data.labelColumn=price,twice",
            "model.hidden=16",
            "model.save=" + model,
            "history.path=" + folder.resolve("history"),
            "epochs=30");
    assertThat(trained.status()).as(trained.toString()).isZero();
  }

  private static Result train(String... more) throws Exception {
    List<String> lines = new ArrayList<>(List.of("spark.master=local[2]"));
    Stream<String> properties =
        Stream.of(
            "data.path=" + folder.resolve("prices.csv"),
            "data.header=true",
            "data.task=regression",
            "data.impute=mean",
            "data.scale=standardize",
            "baseLr=0.001",
            "maxLr=0.02",
            "stepSize=40",
            "batchSize=20");
    Stream.concat(properties, Arrays.stream(more))
        .forEach(property -> lines.add("spark.clr." + property));
    Path file = Files.write(folder.resolve("prices.properties"), lines);
    return BinClr.run(folder, "train", file.toString());
  }

  @Test
  void numbers_areLearned_andTheirErrorsPrinted() {
    assertThat(Double.parseDouble(trained.value("test R2 of price"))).isGreaterThan(0.97);
    assertThat(Double.parseDouble(trained.value("test R2 of twice"))).isGreaterThan(0.97);
    assertThat(trained.value("test MAE of price")).matches("0\\.\\d{4}");
    assertThat(trained.out()).doesNotContain("accuracy");
  }

  @Test
  void errors_areInTheHistory() throws Exception {
    Result sql =
        BinClr.run(
            folder,
            "sql",
            "--history",
            folder.resolve("history").toString(),
            "SELECT round(metrics['r2_price'], 4) r2 FROM runs");
    assertThat(sql.out()).contains(trained.value("test R2 of price"));
    Result runs = runs("kind = 'train' AND best_loss < 1", "--csv");
    assertThat(runs.out())
        .containsPattern(
            "^run_id,kind,status,started,seconds,schedule,base_lr,max_lr,iterations,train_loss,"
                + "test_loss,best_loss,accuracy,best_accuracy,best_iteration\n"
                + trained.value("run_id")
                + ",train,finished,[^,]*,\\d+,CyclicLR,0.001,0.02,"
                + trained.value("iterations")
                + ",[\\d.E-]+,[\\d.E-]+,[\\d.E-]+,,,\\d+\n$");
    assertThat(runs("kind = 'range_test'").out()).doesNotContain(trained.value("run_id"));
    Result wrong = runs("best > 1");
    assertThat(wrong.status()).isEqualTo(1);
    assertThat(wrong.err()).startsWith("Cannot run the query: ").contains("`best`");
  }

  private static Result runs(String where, String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("runs", "--history", folder.resolve("history").toString(), "--where", where));
    words.addAll(List.of(more));
    return BinClr.run(folder, words.toArray(String[]::new));
  }

  @Test
  void predictions_areThoseOfDl4j_onRowsInAnotherOrder() throws Exception {
    Path rows = folder.resolve("new.csv");
    Files.write(rows, List.of("age,size,city", "10,5.5,Oslo", ",1.5,Bern", "20,9,Paris"));
    Path out = folder.resolve("predicted");
    Result predicted =
        BinClr.run(
            folder,
            "predict",
            model,
            rows.toString(),
            "--output",
            out.toString(),
            "--format",
            "csv");
    assertThat(predicted.status()).as(predicted.toString()).isZero();
    assertThat(predicted.err())
        .startsWith(
            "Note: 1 rows have a value of city that the model was not trained on: it counts as"
                + " none.\n");
    List<String> lines = csv(out);
    assertThat(lines.get(0)).isEqualTo("file,row,prediction_price,prediction_twice");
    DataNormalization scaling = ModelSerializer.restoreNormalizerFromFile(new File(model));
    double meanAge = meanAge();
    INDArray features =
        Nd4j.createFromArray(
            new double[][] {{5.5, 10, 0, 1, 0}, {1.5, meanAge, 1, 0, 0}, {9, 20, 0, 0, 0}});
    scaling.transform(features);
    double[][] expected =
        MultiLayerNetwork.load(new File(model), false).output(features).toDoubleMatrix();
    for (int row = 0; row < 3; row++) {
      String[] cells = lines.get(1 + row).split(",", -1);
      assertThat(Double.parseDouble(cells[2])).isCloseTo(expected[row][0], within(1e-4));
      assertThat(Double.parseDouble(cells[3])).isCloseTo(expected[row][1], within(1e-4));
    }
  }

  /** Scaled, the mean is 0 but for the rounding of floats. */
  private static double meanAge() throws IOException {
    DataNormalization scaling = ModelSerializer.restoreNormalizerFromFile(new File(model));
    INDArray zero = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 1, 5);
    scaling.revertFeatures(zero);
    return zero.getDouble(0, 1);
  }

  @Test
  void evaluation_readsTheLabelsByName() throws Exception {
    Result figures = BinClr.run(folder, "evaluate", model, folder.resolve("prices.csv").toString());
    assertThat(figures.status()).as(figures.toString()).isZero();
    assertThat(figures.value("rows")).isEqualTo("600");
    assertThat(Double.parseDouble(figures.value("R2 of price"))).isGreaterThan(0.97);
  }

  @Test
  void model_showsCategoriesAndMeans() throws Exception {
    Result shown = BinClr.run(folder, "show", model);
    assertThat(shown.value("features")).isEqualTo("size, age, city");
    assertThat(shown.value("label")).isEqualTo("price,twice");
    assertThat(shown.value("category city")).isEqualTo("Bern, Oslo, Rome");
    assertThat(shown.value("missing numbers")).isEqualTo("2 means");
  }

  /** The network has a feature for each value of the first training, whatever rows it gets now. */
  @Test
  void model_goesOnWithItsCategories() throws Exception {
    Result more = train("data.labelColumn=price,twice", "model.load=" + model, "iterations=40");
    assertThat(more.status()).as(more.toString()).isZero();
    assertThat(Double.parseDouble(more.value("test R2 of price"))).isGreaterThan(0.97);
    Result other =
        train(
            "data.labelColumn=price,twice",
            "model.load=" + model,
            "iterations=40",
            "data.categoricalColumns=age,city");
    assertThat(other.status()).isEqualTo(1);
    assertThat(other.err())
        .isEqualTo(
            "Invalid spark.clr.data.categoricalColumns: age,city (the loaded model was trained on"
                + " the categories city)\n");
  }

  private static List<String> csv(Path out) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.filter(one -> one.toString().endsWith(".csv")).sorted().toList()) {
        lines.addAll(Files.readAllLines(file));
      }
    }
    return lines;
  }
}
