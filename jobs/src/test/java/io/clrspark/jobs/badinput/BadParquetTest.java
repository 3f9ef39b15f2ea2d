package io.clrspark.jobs.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.jobs.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadParquetTest {

  @TempDir private Path folder;

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "null feature | SELECT CAST(NULL AS double) AS x, 0 AS y UNION ALL SELECT 1, 1 | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): column x is null, or has a null in it.",
        "shorter array | SELECT array(1, 2) AS x, 0 AS y UNION ALL SELECT array(1), 1 | Cannot read file:INPUTS/rows.parquet: row 1 (zero-based): it has 1 features, but the rows before it 2.",
        "null in an array | SELECT array(1, null) AS x, 0 AS y | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): column x is null, or has a null in it.",
        "text as feature | SELECT 'a' AS x, 0 AS y | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): column x is \"a\", not a number (spark.clr.data.dropColumns leaves the column out, spark.clr.data.categoricalColumns takes its values as categories).",
        "class 7 of 2 | SELECT 1 AS x, 7 AS y | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): the label is 7, not a whole number from 0 to 1.",
        "half a class | SELECT 1 AS x, 0.5 AS y | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): the label is 0.5, not a whole number from 0 to 1 (spark.clr.data.task = regression predicts numbers).",
        "null label | SELECT 1 AS x, CAST(NULL AS int) AS y | Cannot read file:INPUTS/rows.parquet: row 0 (zero-based): column y is null, or has a null in it.",
        "no feature column | SELECT 1 AS z, 1 AS y | Invalid spark.clr.data.featureColumns: x (file:INPUTS/rows.parquet: no column has that name; the nearest is z; it has 2 columns [z,y])",
      })
  void rows_areRefused(String name, String query, String message) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    Path file = written(training, query);
    assertThat(message(training, file)).isEqualTo(message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "empty | '' | Cannot read file:INPUTS/x.parquet: it is no Parquet file, or not a whole one: it does not end with PAR1. Give the whole file.",
        "magic number only | PAR1 | Cannot read file:INPUTS/x.parquet: file:INPUTS/x.parquet is not a Parquet file (length is too low: 4). Give the whole file.",
        "text | PAR1 garbage PAR1 | Cannot read file:INPUTS/x.parquet: corrupted file: the footer index is not within the file: -543516504.",
      })
  void otherFile_isRefused(String name, String text, String message) throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    assertThat(message(training, training.file("x.parquet", text))).isEqualTo(message);
  }

  @Test
  void damagedFile_isRefused() throws IOException {
    RefusedTraining training = new RefusedTraining(folder);
    byte[] bytes =
        Files.readAllBytes(written(training, "SELECT id AS x, id % 2 AS y FROM range(1000)"));
    Arrays.fill(bytes, 4, bytes.length / 2, (byte) 7);
    assertThat(message(training, training.file("x.parquet", bytes)).replaceAll("@\\w+", "@?"))
        .isEqualTo(
            "Cannot read file://INPUTS/x.parquet: Required field 'uncompressed_page_size' was not"
                + " found in serialized data! Struct: org.apache.parquet.format.PageHeader$"
                + "PageHeaderStandardScheme@?.");
  }

  private static String message(RefusedTraining training, Path file) throws IOException {
    return training.message(
        "data.format",
        "parquet",
        "data.labelColumn",
        "y",
        "data.featureColumns",
        "x",
        "data.classes",
        "2",
        "data.path",
        file.toString());
  }

  /** A file of a query's rows, under a name of its own. */
  private static Path written(RefusedTraining training, String query) throws IOException {
    Path written = training.inputs().resolve("written");
    new SparkSession(LocalSpark.context().sc())
        .sql(query)
        .coalesce(1)
        .write()
        .parquet(written.toString());
    try (Stream<Path> files = Files.list(written)) {
      Path file =
          files.filter(each -> each.toString().endsWith(".parquet")).findFirst().orElseThrow();
      return Files.copy(file, training.inputs().resolve("rows.parquet"));
    }
  }
}
