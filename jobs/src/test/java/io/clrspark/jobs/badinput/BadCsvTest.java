package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadCsvTest {

  private static final String ROW = "Cannot read file:INPUTS/x.csv: row 1 (zero-based): ";

  @TempDir private Path folder;

  private static final String DROP =
      " (spark.clr.data.dropColumns leaves the column out, spark.clr.data.categoricalColumns takes its values as categories).";

  static List<BadFile> files() {
    String manyLetters = "x".repeat(1 << 20);
    return List.of(
        BadFile.of("empty", "", "Invalid spark.clr.data.path: INPUTS/x.csv (it has no rows)"),
        BadFile.of(
            "empty lines", "\n\n", "Invalid spark.clr.data.path: INPUTS/x.csv (it has no rows)"),
        BadFile.of(
            "label only",
            "1\n0\n",
            "Cannot read file:INPUTS/x.csv: it has no column but the label."),
        BadFile.of("short row", "1,2,0\n1,1\n", ROW + "it has 2 columns, the first row has 3."),
        BadFile.of("text", "1,2,0\n1,x,1\n", ROW + "column 1 is \"x\", not a number" + DROP),
        BadFile.of("no value", "1,2,0\n1,,1\n", ROW + "column 1 is empty."),
        BadFile.of(
            "long text",
            "1,2,0\n1," + manyLetters + ",1\n",
            ROW
                + "column 1 is \""
                + "x".repeat(100)
                + "... (1048576 characters)\", not a number"
                + DROP),
        BadFile.of(
            "control characters",
            "1,2,0\n1,a\u001b[31mb\u0000c,1\n",
            ROW + "column 1 is \"a\\u001b[31mb\\u0000c\", not a number" + DROP),
        BadFile.of("NaN", "1,2,0\n1,NaN,1\n", ROW + "column 1 is NaN, not a finite number."),
        BadFile.of(
            "too large for a float",
            "1,2,0\n1,1e40,1\n",
            ROW + "6.25E38 among its features is too large for a float."),
        BadFile.of(
            "class 5 of 2",
            "1,2,0\n1,2,5\n",
            ROW + "the label is 5, not a whole number from 0 to 1."),
        BadFile.of(
            "class -1",
            "1,2,0\n1,2,-1\n",
            ROW
                + "the label is -1, not a whole number from 0 to 1 (spark.clr.data.classNames names such labels: -1,1)."),
        BadFile.of(
            "half a class",
            "1,2,0\n1,2,0.5\n",
            ROW
                + "the label is 0.5, not a whole number from 0 to 1 (spark.clr.data.task = regression predicts numbers)."));
  }

  @ParameterizedTest
  @MethodSource("files")
  void file_isRefused(BadFile file) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    Path path = training.file("x.csv", file.bytes());
    assertThat(training.message("data.classes", "2", "data.path", path.toString()))
        .isEqualTo(file.message());
  }

  @Test
  void labelColumn_thatAWideHeaderHasNot_isRefused() throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    String header =
        IntStream.range(0, 5000).mapToObj(i -> "c" + i).collect(Collectors.joining(","));
    String path = training.file("x.csv", header + "\n").toString();
    assertThat(training.message("data.header", "true", "data.labelColumn", "y", "data.path", path))
        .isEqualTo(
            "Invalid spark.clr.data.labelColumn: y (file:INPUTS/x.csv: no column has that name; the nearest is c0; it has 5000 columns [c0,c1,c2,c3,c4,c5,c6,c7,c8,c9,c10,c11,c12,c13,c14,c15,c16,c17,c18,c19,c20,c21,c22,c23,c24,c25,c26,c2... (28889 characters)])");
  }
}
