package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.examples.ExampleBlock;
import io.clrspark.source.encode.Category;
import io.clrspark.testing.JobDataLoader;
import io.clrspark.testing.LocalSpark;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;

/** Tables of mixed columns: categories, missing values, weights, and numbers to predict. */
class MixedJobDataTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();
  @TempDir private Path folder;

  @Test
  void category_isAFeatureForEachValue_afterTheNumbers() throws IOException {
    write("a.csv", "city,age,zip,y", "Rome,1,10,0", "Bern,2,2,1", "Rome,3,2,1");
    JobData data = load("a.csv", "categoricalColumns", "city,zip");
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactly(
            "[1.0, 0.0, 1.0, 1.0, 0.0] 0",
            "[2.0, 1.0, 0.0, 0.0, 1.0] 1",
            "[3.0, 0.0, 1.0, 0.0, 1.0] 1");
    assertThat(data.features()).isEqualTo(5);
    assertThat(data.names().features()).containsExactly("age", "city", "zip");
    assertThat(data.encoding().categories())
        .extracting(Category::values)
        .containsExactly(List.of("Bern", "Rome"), List.of("10", "2"));
  }

  @Test
  void numbers_areScaledAndDivided_categoriesAreNot() throws IOException {
    write("a.csv", "city,age,y", "Rome,10,0", "Bern,30,1");
    JobData data =
        load("a.csv", "categoricalColumns", "city", "scale", "standardize", "divide", "10");
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactly("[-1.0, 0.0, 1.0] 0", "[1.0, 1.0, 0.0] 1");
    DataSet raw =
        new DataSet(
            org.nd4j.linalg.factory.Nd4j.createFromArray(new float[][] {{30, 1, 0}}),
            org.nd4j.linalg.factory.Nd4j.zeros(1, 2));
    data.normalizer().orElseThrow().transform(raw);
    assertThat(raw.getFeatures().toFloatVector()).containsExactly(1, 1, 0);
  }

  @Test
  void valueThatNoRowToTrainOnHas_countsAsNone_withANote() throws IOException {
    write("a.csv", "city,age,y", "Rome,1,0", "Bern,2,1");
    write("t.csv", "age,y,city", "5,1,Oslo", "6,0,Rome");
    JobData data =
        load("a.csv", "categoricalColumns", "city", "testPath", folder.resolve("t.csv").toString());
    assertThat(JobDataLoader.rows(data.test().orElseThrow()))
        .containsExactly("[5.0, 0.0, 0.0] 1", "[6.0, 0.0, 1.0] 0");
    assertThat(data.notes())
        .containsExactly(
            "1 held-out rows have a value of city that no row to train on has: it counts as none.");
  }

  /** Which rows are held out is decided after the values were found. */
  @Test
  void valueOfHeldOutRowsAlone_isNoFeature() throws IOException {
    List<String> rows = new ArrayList<>(List.of("id,x,y"));
    for (int i = 0; i < 40; i++) {
      rows.add("v" + i + "," + i + "," + i % 2);
    }
    write("a.csv", rows.toArray(String[]::new));
    JobData data = load("a.csv", "categoricalColumns", "id", "testFraction", "0.5");
    assertThat(data.features()).isEqualTo(1 + (int) data.trainExamples());
    assertThat(JobDataLoader.rows(data.test().orElseThrow()))
        .allMatch(row -> !row.substring(row.indexOf(',')).contains("1.0"));
    assertThat(data.notes())
        .containsExactly(
            data.testExamples()
                + " held-out rows have a value of id that no row to train on has: it counts as none.");
  }

  @Test
  void missingValues_areMeans_andACategoryOfTheirOwn() throws IOException {
    write("a.csv", "city,age,y", "Rome,1,0", ",NA,1", "Bern,4,1");
    JobData data =
        load("a.csv", "categoricalColumns", "city", "impute", "mean", "missingTexts", "NA");
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactly(
            "[1.0, 0.0, 0.0, 1.0] 0", "[2.5, 1.0, 0.0, 0.0] 1", "[4.0, 0.0, 1.0, 0.0] 1");
    assertThat(data.encoding().means()).containsExactly(2.5);
    assertThat(data.encoding().categories().get(0).values()).containsExactly("", "Bern", "Rome");
  }

  @Test
  void means_areOfTheRowsToTrainOn_afterTheDivision() throws IOException {
    write("a.csv", "a,b,y", "1,10,0", "3,,1", ",30,1");
    write("t.csv", "a,b,y", "100,,0");
    JobData data =
        load(
            "a.csv",
            "impute",
            "mean",
            "divide",
            "10",
            "scale",
            "minMax",
            "testPath",
            folder.resolve("t.csv").toString());
    assertThat(JobDataLoader.rows(data.train()))
        .containsExactly("[0.0, 0.0] 0", "[1.0, 0.5] 1", "[0.5, 1.0] 1");
    assertThat(JobDataLoader.rows(data.test().orElseThrow())).containsExactly("[49.5, 0.5] 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "city;Rome;Bern | | Invalid spark.clr.data.categoricalColumns: town (file:FOLDER/a.csv: no"
            + " column has that name; the nearest is city; it has 2 columns [city,y]) | town",
        "city;Rome; | | Cannot read file:FOLDER/a.csv: row 1 (zero-based): column city is empty. |"
            + " city",
        "city;Rome;Bern | | Invalid spark.clr.data.categoricalColumns: y (it is the label: leave it"
            + " out) | y",
        "age;1; | | Cannot read file:FOLDER/a.csv: row 1 (zero-based): column age is empty. | ",
        "age;; | impute=mean | Invalid spark.clr.data.impute: mean (column age has no value in any"
            + " row to train on: leave it out by spark.clr.data.dropColumns) | ",
      })
  void badColumn_isNamed(String rows, String property, String message, String categories)
      throws IOException {
    String[] cells = rows.split(";", -1);
    write("a.csv", cells[0] + ",y", cells[1] + ",0", cells[2] + ",1");
    List<String> properties = new ArrayList<>();
    if (property != null) {
      properties.addAll(Arrays.asList(property.split("=", -1)));
    }
    if (categories != null) {
      properties.addAll(List.of("categoricalColumns", categories));
    }
    assertThatThrownBy(() -> load("a.csv", properties.toArray(String[]::new)))
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }

  @Test
  void missingLabel_isAnError_whateverTakesThePlaceOfFeatures() throws IOException {
    write("a.csv", "x,y", "1,0", "2,", "3,1");
    assertThatThrownBy(() -> load("a.csv", "missing", "0"))
        .hasMessage(
            "Cannot read file:%s/a.csv: row 1 (zero-based): column y is empty.".formatted(folder));
  }

  @Test
  void tooManyValues_areNoCategory() throws IOException {
    write(
        "a.csv",
        Stream.concat(
                Stream.of("id,y"),
                java.util.stream.IntStream.range(0, 10_002).mapToObj(i -> "n" + i + "," + i % 2))
            .toArray(String[]::new));
    assertThatThrownBy(() -> load("a.csv", "categoricalColumns", "id"))
        .hasMessage(
            "Invalid spark.clr.data.categoricalColumns: id (it has more than 10000 different values,"
                + " such as n0: leave it out, or group them in spark.clr.data.query)");
  }

  @Test
  void numbersToPredict_areAsTheyAre_ofSeveralColumns() throws IOException {
    write("a.csv", "a,u,b,v", "1,0.5,2,-7", "3,1.5,4,8");
    JobData data = load("a.csv", "task", "regression", "labelColumn", "v,u");
    DataSet all = data.train().first().dataSet();
    assertThat(all.getFeatures().toFloatMatrix()).isDeepEqualTo(new float[][] {{1, 2}, {3, 4}});
    assertThat(all.getLabels().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{-7, 0.5f}, {8, 1.5f}});
    assertThat(data.outputs()).isEqualTo(2);
    assertThat(data.names().labels()).containsExactly("v", "u");
    assertThat(data.majority()).isZero();
  }

  @Test
  void weights_areOfRowsAndClasses_withAMeanOfOne() throws IOException {
    write("a.csv", "x,w,y", "1,1,0", "2,3,0", "3,2,1");
    assertThat(weights(load("a.csv", "weightColumn", "w").train())).containsExactly(0.5f, 1.5f, 1f);
    JobData balanced = load("a.csv", "dropColumns", "w", "classWeights", "balanced");
    assertThat(weights(balanced.train())).containsExactly(0.75f, 0.75f, 1.5f);
    JobData both = load("a.csv", "weightColumn", "w", "classWeights", "1,4");
    assertThat(weights(both.train())).containsExactly(0.25f, 0.75f, 2f);
    assertThat(both.features()).isEqualTo(1);
  }

  @Test
  void heldOutRows_haveNoWeights() throws IOException {
    write("a.csv", "x,w,y", "1,1,0", "2,3,0", "3,2,1");
    write("t.csv", "x,y", "5,1");
    JobData files =
        load("a.csv", "weightColumn", "w", "testPath", folder.resolve("t.csv").toString());
    assertThat(weights(files.test().orElseThrow())).isEmpty();
    JobData share = load("a.csv", "weightColumn", "w", "testFraction", "0.5");
    assertThat(weights(share.test().orElseThrow())).isEmpty();
    assertThat(share.test().orElseThrow().first().layout().labels(0)).containsExactly(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1,0 | weightColumn=w | Cannot read file:FOLDER/a.csv: row 0 (zero-based): column w is"
            + " -1.0, but a weight is a number >= 0.",
        "0,0 | weightColumn=w | Invalid spark.clr.data.weightColumn: w (all rows to train on weigh"
            + " 0: give some of them more)",
        "1,1 | classWeights=1,2,3 | Invalid spark.clr.data.classWeights: 1.0,2.0,3.0 (there are 2"
            + " classes: give a number for each, or balanced)",
        "1,1 | weightColumn=y | Invalid spark.clr.data.weightColumn: y (it is the label)",
      })
  void badWeight_isNamed(String weights, String property, String message) throws IOException {
    String[] each = weights.split(",", -1);
    write("a.csv", "x,w,y", "1," + each[0] + ",0", "2," + each[1] + ",1");
    String[] pair = property.split("=", -1);
    assertThatThrownBy(() -> load("a.csv", pair[0], pair[1]))
        .hasMessage(message.replace("FOLDER", folder.toString()));
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), List.of(lines));
  }

  private JobData load(String path, String... properties) {
    List<String> all =
        new ArrayList<>(List.of("path", folder.resolve(path).toString(), "header", "true"));
    all.addAll(List.of(properties));
    if (!all.contains("testPath") && !all.contains("testFraction")) {
      all.addAll(List.of("testFraction", "0"));
    }
    return JobDataLoader.load(SPARK, false, all.toArray(String[]::new));
  }

  /** The weights of examples, which are where a labels mask would be; none if they have none. */
  private static List<Float> weights(JavaRDD<ExampleBlock> examples) {
    List<Float> weights = new ArrayList<>();
    for (ExampleBlock block : examples.collect()) {
      ByteBuffer bytes = ByteBuffer.wrap(block.bytes(3)).order(ByteOrder.nativeOrder());
      while (bytes.hasRemaining()) {
        weights.add(bytes.getFloat());
      }
    }
    return weights;
  }
}
