package io.clrspark.jobs.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.HistoryStore;
import io.clrspark.history.log.HistoryRow;
import io.clrspark.history.log.RunLog;
import io.clrspark.jobs.LocalSpark;
import io.clrspark.jobs.command.ExitStatus;
import io.clrspark.jobs.output.QueryPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/clr sql} says of a history whose files are damaged, missing or foreign. */
class DamagedHistoryTest {

  @TempDir private Path folder;
  private Path segment;

  @BeforeEach
  void write() throws IOException {
    HistoryStore store =
        HistoryStore.at(folder.toString(), LocalSpark.context().hadoopConfiguration());
    try (RunLog log = store.open("a")) {
      log.rows(List.of(new HistoryRow(0, 0, 0, 0, 0.1, 1.5, null, 8, 2.5, "0", Instant.EPOCH)));
    }
    segment = folder.resolve("history/run_id=a/segment-00000000.parquet");
  }

  @Test
  void foreignFiles_areNotRead() throws IOException {
    Files.writeString(segment.resolveSibling("segment-00000009.parquet"), "foreign");
    Files.writeString(segment.resolveSibling("notes.txt"), "foreign");
    Files.createFile(folder.resolve("history/part-0.parquet"));
    assertThat(error(folder, 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01, 0.5, 0.999})
  void segmentCutShort_isNamed(double share) throws IOException {
    byte[] whole = Files.readAllBytes(segment);
    Files.write(segment, Arrays.copyOf(whole, (int) (share * whole.length)));
    assertThat(error(folder, 1)).isEqualTo(damaged());
  }

  @Test
  void missingSegment_isNamed() throws IOException {
    Files.delete(segment);
    assertThat(error(folder, 1)).isEqualTo(damaged());
  }

  @Test
  void emptyManifest_isNamed() throws IOException {
    Path manifest = folder.resolve("manifests/run_id=a/manifest-00000007.json");
    Files.createFile(manifest);
    assertThat(error(folder, 1))
        .isEqualTo(
            "Cannot read the history: file:%s: its format is not 1, the one that this version reads.",
            manifest);
  }

  @Test
  void missingFolder_isNamed() {
    assertThat(error(folder.resolve("none"), 1))
        .isEqualTo(
            "Cannot read the history at file:%s/none: there is no such folder. Give the path that the runs wrote to.",
            folder);
  }

  private String damaged() {
    return "Cannot read the history: file:%s is damaged or not there. Put the file back, or leave its run out of the query: WHERE run_id <> 'a'"
        .formatted(segment);
  }

  /** What a query over the history prints on standard error. */
  private static String error(Path root, int expected) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    SparkSession spark = new SparkSession(LocalSpark.context().sc());
    int status =
        ExitStatus.of(
            "sql",
            List.of(),
            all ->
                QueryPrinter.print(spark, root.toString(), "SELECT sum(loss) FROM history", true),
            new PrintStream(bytes, true, UTF_8));
    String message = bytes.toString(UTF_8);
    assertThat(status).as(message).isEqualTo(expected);
    return message.strip();
  }
}
