package io.clrspark.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.source.encode.FittedEncoding;
import io.clrspark.testing.LocalSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.spark.api.java.JavaRDD;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.dataset.DataSet;

class CsvJobDataTest {

  private static final String DROP =
      " (spark.clr.data.dropColumns leaves the column out, spark.clr.data.categoricalColumns takes its values as categories).";

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.ofTwoCores();
  @TempDir private Path folder;

  @Test
  void shape_isThatOfAnExample() throws IOException {
    write("a.csv", "1,2,3,4,5,6,0\n6,5,4,3,2,1,1\n");
    String[] shaped = {"data.shape", "1,2,3", "data.testFraction", "0", "model.load", "m.zip"};
    DataSet examples = load("a.csv", shaped).train().first().dataSet();
    assertThat(examples.getFeatures().shape()).containsExactly(2, 1, 2, 3);
    assertThat(examples.getFeatures().getDouble(1, 0, 1, 0)).isEqualTo(3);
    shaped[1] = "2,4";
    assertThatThrownBy(() -> load("a.csv", shaped))
        .hasMessage("Invalid spark.clr.data.shape: 2,4 (it takes 8 features, but the rows have 6)");
  }

  @Test
  void otherSeparators_quotes_andTextsAsLabels_areRead() throws IOException {
    write("a.csv", "\ufeff\"x\";\"kind\"\r\n1.5;\"red wine\"\r\n\"2\" ; white\r\n");
    String[] wine = {
      "data.separator",
      ";",
      "data.header",
      "true",
      "data.classNames",
      "white,red wine",
      "data.testFraction",
      "0"
    };
    JobData data = load("a.csv", wine);
    assertThat(data.outputs()).isEqualTo(2);
    assertThat(rows(data.train())).containsExactly("[1.5] 1", "[2.0] 0");
    wine[5] = "white,rose";
    assertThatThrownBy(() -> load("a.csv", wine))
        .hasMessageEndingWith(
            "row 0 (zero-based): the label is \"red wine\", none of white, rose.");
    write("b.tsv", "0\t7\n1\t8\n");
    assertThat(
            rows(
                load(
                        "b.tsv",
                        "data.separator",
                        "tab",
                        "data.labelColumn",
                        "first",
                        "data.testFraction",
                        "0")
                    .train()))
        .containsExactly("[7.0] 0", "[8.0] 1");
  }

  @Test
  void rows_becomeExamples() throws IOException {
    write("a.csv", "1,2,0\n3,4.5,2\n");
    JobData data = load("a.csv", "data.divide", "2", "data.testFraction", "0");
    assertThat(data.features()).isEqualTo(2);
    assertThat(data.outputs()).isEqualTo(3);
    assertThat(data.trainExamples()).isEqualTo(2);
    assertThat(data.testExamples()).isZero();
    assertThat(rows(data.train())).containsExactly("[0.5, 1.0] 0", "[1.5, 2.25] 2");
    assertThat(data.test()).isEmpty();
  }

  @Test
  void order_isThatOfPathsThenRows_whateverTheSizes() throws IOException {
    write("b/2.csv", "20,0\n21,1\n");
    write("b/10.csv", "10,0\n" + "11,0\n".repeat(600));
    write("b/_SUCCESS", "");
    write("b/.hidden.csv", "broken");
    Files.createDirectories(folder.resolve("b/sub"));
    JobData data = load("b", "data.testFraction", "0", "data.classes", "2");
    List<String> rows = rows(data.train());
    assertThat(rows).hasSize(603);
    assertThat(rows.subList(0, 2)).containsExactly("[10.0] 0", "[11.0] 0");
    assertThat(rows.subList(601, 603)).containsExactly("[20.0] 0", "[21.0] 1");
    assertThat(rows(load("b/*0.csv", "data.testFraction", "0", "data.classes", "2").train()))
        .hasSize(601);
  }

  @Test
  void everyLine_isData_whateverItStartsWith() throws IOException {
    write("a.csv", "1,0\n#2,1\n");
    assertThatThrownBy(() -> load("a.csv"))
        .hasMessageContaining(
            "row 1 (zero-based): column 0 is \"#2\", not a number (for a"
                + " comment, set spark.clr.data.options to comment=#).");
    write("b.csv", "#a,y\n1,0\n2,1\n");
    assertThat(rows(load("b.csv", "data.header", "true", "data.testFraction", "0").train()))
        .containsExactly("[1.0] 0", "[2.0] 1");
    write("c.csv", "1,0\n0." + "0".repeat(9000) + ",1\n");
    assertThat(rows(load("c.csv", "data.testFraction", "0").train())).hasSize(2);
  }

  @Test
  void oneClass_isNothingToLearn() throws IOException {
    write("a.csv", "1,0\n2,0\n");
    assertThatThrownBy(() -> load("a.csv"))
        .hasMessage(
            "Invalid spark.clr.data.labelColumn: last (its labels are all 0: a classifier needs two"
                + " classes)");
  }

  @Test
  void gzippedFile_isTheSame() throws IOException {
    write("a.csv", "1,2,0\n3,4,1\n");
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("1,2,0\n3,4,1\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("z.csv.gz"), zipped.toByteArray());
    assertThat(rows(load("z.csv.gz", "data.testFraction", "0").train()))
        .isEqualTo(rows(load("a.csv", "data.testFraction", "0").train()));
  }

  @Test
  void labelColumn_byPositionOrName() throws IOException {
    write("a.csv", "y,u,v\r\n0,1,2\r\n1,\"3\",4\r\n");
    for (String column : List.of("first", "0", "y")) {
      assertThat(
              rows(
                  load(
                          "a.csv",
                          "data.header",
                          "true",
                          "data.labelColumn",
                          column,
                          "data.testFraction",
                          "0")
                      .train()))
          .containsExactly("[1.0, 2.0] 0", "[3.0, 4.0] 1");
    }
    assertThat(
            rows(
                load(
                        "a.csv",
                        "data.header",
                        "true",
                        "data.labelColumn",
                        "u",
                        "data.testFraction",
                        "0")
                    .train()))
        .containsExactly("[0.0, 2.0] 1", "[1.0, 4.0] 3");
  }

  @Test
  void split_dependsOnSeedAndPositionAlone() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append(i).append(",").append(i % 2).append("\n");
    }
    write("a.csv", text.toString());
    JobData data = load("a.csv", "data.testFraction", "0.25");
    List<String> train = rows(data.train());
    List<String> test = rows(data.test().orElseThrow());
    assertThat(data.testExamples()).isBetween(200L, 300L).isEqualTo(test.size());
    assertThat(data.trainExamples()).isEqualTo(train.size()).isEqualTo(1000 - test.size());
    assertThat(train).doesNotContainAnyElementsOf(test);
    assertThat(rows(load("a.csv", "data.testFraction", "0.25").test().orElseThrow()))
        .isEqualTo(test);
    assertThat(rows(load("a.csv", "data.testFraction", "0.25", "seed", "7").test().orElseThrow()))
        .isNotEqualTo(test);
  }

  @Test
  void badRow_isNamedWithFileRowAndReason() throws IOException {
    fails("1,2,0\n1,abc,0\n", "row 1 (zero-based): column 1 is \"abc\", not a number" + DROP);
    fails("1,NaN,0\n", "row 0 (zero-based): column 1 is NaN, not a finite number.");
    fails("1,-Infinity,0\n", "row 0 (zero-based): column 1 is -Infinity, not a finite number.");
    fails("1,1d,0\n", "row 0 (zero-based): column 1 is \"1d\", not a number" + DROP);
    fails("0x1p3,1,0\n", "row 0 (zero-based): column 0 is \"0x1p3\", not a number" + DROP);
    fails("1e39,1,0\n", "row 0 (zero-based): 1.0E39 among its features is too large for a float.");
    fails("1,2,0\n1,,0\n", "row 1 (zero-based): column 1 is empty.");
    fails("1,2,0\n1,2,3,0\n", "row 1 (zero-based): it has 4 columns, the first row has 3.");
    fails("1,2,0\n1,0\n", "row 1 (zero-based): it has 2 columns, the first row has 3.");
    fails("1,2,0\n1,2,5\n", "row 1 (zero-based): the label is 5, not a whole number from 0 to 2.");
    fails(
        "1,2,-1\n",
        "row 0 (zero-based): the label is -1, not a whole number from 0 to 2"
            + " (spark.clr.data.classNames names such labels: -1,1).");
    fails(
        "1,2,0.5\n",
        "row 0 (zero-based): the label is 0.5, not a whole number from 0 to 2"
            + " (spark.clr.data.task = regression predicts numbers).");
  }

  @Test
  void firstProblemInTheGlobalOrder_isTheOneReported() throws IOException {
    write("c/1.csv", "1,0\n".repeat(3) + "x,0\n");
    write("c/2.csv", "y,0\n");
    assertThatThrownBy(() -> load("c"))
        .hasMessageContaining(
            "c/1.csv: row 3 (zero-based): column 0 is \"x\", not a number" + DROP);
  }

  @Test
  void filesOfDifferentLayout_areNamedBoth() throws IOException {
    write("d/1.csv", "1,0\n");
    write("d/2.csv", "1,2,0\n");
    assertThatThrownBy(() -> load("d"))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot read file:.*/d/2.csv: its 3 columns are not those of file:.*/d/1.csv \\(2"
                + " columns\\). Give files of one layout, or name the features by"
                + " spark.clr.data.featureColumns.");
  }

  @Test
  void truncatedGzip_isUnreadable() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write("1,2,0\n".repeat(1000).getBytes(StandardCharsets.UTF_8));
    }
    Files.write(folder.resolve("t.csv.gz"), Arrays.copyOf(zipped.toByteArray(), 30));
    assertThatThrownBy(() -> load("t.csv.gz"))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot read file:.*/t.csv.gz: EOFException: Unexpected end of input stream\\. Give the"
                + " whole file\\.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing.csv | (file:FOLDER/missing.csv does not exist)",
        "none | (the folder has no files)",
        "empty.csv | (it has no rows)"
      })
  void pathWithoutRows_isNamed(String name, String reason) throws IOException {
    Files.createDirectories(folder.resolve("none"));
    write("empty.csv", "");
    assertThatThrownBy(() -> load(name))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.clr.data.path: %s %s",
            folder.resolve(name), reason.replace("FOLDER", folder.toString()));
  }

  @Test
  void path_isNeeded() {
    assertThatThrownBy(
            () -> JobData.load(SPARK.context(), ClrConf.of(Map.of()), NetworkNeeds.nothing()))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessageStartingWith("Missing spark.clr.data.path");
  }

  @Test
  void labelsLargerThanTheirNumber_areNoLabels_unlessClassesSaySo() throws IOException {
    write("a.csv", "1,1000000000\n2,1\n3,0\n");
    assertThatThrownBy(() -> load("a.csv"))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.clr.data.labelColumn: last (its largest label is 1000000000, of fewer"
                + " rows: is it the label? Set spark.clr.data.classes if so)");
    write("b.csv", "1,7\n");
    assertThat(load("b.csv", "data.classes", "9").outputs()).isEqualTo(9);
  }

  @Test
  void splitThatLeavesNothingToTrainOn_isAnError() throws IOException {
    write("a.csv", "1,0\n2,1\n");
    assertThatThrownBy(() -> load("a.csv", "data.testFraction", "0.999999"))
        .isInstanceOf(ClrException.class)
        .hasMessage(
            "Invalid spark.clr.data.testFraction: 0.999999 (it leaves none of the 2 rows to train"
                + " on)");
  }

  @Test
  void unknownLabelColumn_namesTheColumnsThereAre() throws IOException {
    write("a.csv", "y,u\n0,1\n");
    write("b.csv", "0,1\n1,0\n");
    assertThatThrownBy(() -> load("a.csv", "data.header", "true", "data.labelColumn", "z"))
        .hasMessageMatching(
            "Invalid spark.clr.data.labelColumn: z \\(file:.*a.csv: no column has that name; the"
                + " nearest is y; it has 2 columns \\[y,u\\]\\)");
    assertThatThrownBy(() -> load("b.csv", "data.labelColumn", "2"))
        .hasMessageEndingWith("has no such column: its columns are 0 to 1)");
  }

  private void fails(String text, String reason) throws IOException {
    write("bad.csv", text);
    assertThatThrownBy(() -> load("bad.csv", "data.classes", "3"))
        .isInstanceOf(ClrException.class)
        .hasMessage("Cannot read file:%s: %s", folder.resolve("bad.csv"), reason);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private JobData load(String path, String... properties) {
    Map<String, String> map = new HashMap<>();
    map.put("spark.clr.data.path", folder.resolve(path).toString());
    for (int i = 0; i < properties.length; i += 2) {
      map.put("spark.clr." + properties[i], properties[i + 1]);
    }
    return JobData.load(
        SPARK.context(),
        ClrConf.of(map),
        new NetworkNeeds(
            map.containsKey("spark.clr.data.shape"), 0, false, 0, FittedEncoding.none()));
  }

  /** Each example as its features and its class. */
  private static List<String> rows(JavaRDD<ExampleBlock> examples) {
    List<String> rows = new ArrayList<>();
    for (DataSet set : examples.map(ExampleBlock::dataSet).collect()) {
      for (DataSet example : set.asList()) {
        rows.add(
            Arrays.toString(example.getFeatures().toFloatVector())
                + " "
                + example.getLabels().argMax(1).getInt(0));
      }
    }
    return rows;
  }
}
