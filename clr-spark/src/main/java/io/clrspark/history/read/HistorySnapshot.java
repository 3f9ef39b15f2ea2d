package io.clrspark.history.read;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.history.files.HistoryLayout;
import io.clrspark.history.files.HistoryTables;
import io.clrspark.history.files.Manifest;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.files.SegmentIndex;
import io.clrspark.history.files.Table;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.log.RunRecord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a history at one moment.
 *
 * @param place where the history is, for messages
 * @param runIds the ids of all runs
 * @param history the rows of workers
 * @param evaluations the evaluations
 * @param runs the states of the runs
 */
@Internal
public record HistorySnapshot(
    String place,
    Set<String> runIds,
    Dataset<Row> history,
    Dataset<Row> evaluations,
    Dataset<Row> runs) {

  /**
   * The tables in files.
   *
   * @throws ClrException if the root does not exist, is no history, or a manifest or record in it
   *     cannot be read
   */
  public static HistorySnapshot of(SparkSession spark, RunFiles small) {
    requireHistory(small);
    HistoryLayout layout = small.layout();
    // Records before manifests, the reverse of the writer: a finished run has all its rows.
    List<RunRecord> records = small.records();
    List<Manifest> manifests = small.manifests();
    Set<String> runIds = new TreeSet<>();
    records.forEach(record -> runIds.add(record.runId()));
    manifests.forEach(manifest -> runIds.add(manifest.runId()));
    return new HistorySnapshot(
        "the history at " + layout.root(),
        runIds,
        SegmentIndex.read(spark, layout, HistoryTables.HISTORY, manifests),
        SegmentIndex.read(spark, layout, HistoryTables.EVALUATIONS, manifests),
        runs(spark, records));
  }

  /** The tables in memory. */
  public static HistorySnapshot of(SparkSession spark, MemoryLog log) {
    return new HistorySnapshot(
        "the history in memory",
        Set.of(log.runId()),
        rows(spark, log.runId(), HistoryTables.HISTORY, log.rows()),
        rows(spark, log.runId(), HistoryTables.EVALUATIONS, log.evaluations()),
        runs(spark, log.records()));
  }

  /** The rows of workers aggregated per iteration. */
  public Dataset<Row> iterations() {
    Column weightOfAccuracy = when(col("accuracy").isNotNull(), col("examples"));
    // What all workers of an iteration share is taken by min, which does not depend on the order.
    return history
        .groupBy("run_id", "iteration")
        .agg(
            min("epoch").as("epoch"),
            min("round").as("round"),
            min("lr").as("lr"),
            weightedMean("loss", col("examples")).as("loss"),
            weightedMean("accuracy", weightOfAccuracy).as("accuracy"),
            sum("examples").as("examples"),
            count(lit(1)).cast("int").as("workers"),
            min("loss").as("loss_min"),
            max("loss").as("loss_max"),
            max("duration_ms").as("duration_ms"));
  }

  private static Column weightedMean(String value, Column weight) {
    return sum(col(value).multiply(weight)).divide(sum(weight));
  }

  private static <T> Dataset<Row> rows(
      SparkSession spark, String runId, Table<T> table, List<T> rows) {
    StructType schema = new StructType().add(Table.RUN_ID, DataTypes.StringType);
    for (var field : table.schema().fields()) {
      schema = schema.add(field);
    }
    return spark.createDataFrame(rows.stream().map(row -> table.row(runId, row)).toList(), schema);
  }

  private static Dataset<Row> runs(SparkSession spark, List<RunRecord> records) {
    return spark.createDataFrame(RunStates.of(records), RunStates.SCHEMA);
  }

  /**
   * Does nothing for a history or an empty folder.
   *
   * @throws ClrException if the root does not exist or is no history
   */
  public static void requireHistory(RunFiles small) {
    Path root = small.layout().root();
    try {
      FileStatus[] inside = small.files().listStatus(root);
      boolean folder = small.files().getFileStatus(root).isDirectory();
      if (!folder || (inside.length > 0 && !hasOurs(inside))) {
        throw cannot(
            root,
            "it is no history (no folder %s or %s in it). Give the path that the runs wrote to."
                .formatted(HistoryLayout.MANIFESTS, HistoryLayout.RUNS),
            null);
      }
    } catch (FileNotFoundException e) {
      throw cannot(root, "there is no such folder. Give the path that the runs wrote to.", e);
    } catch (IOException e) {
      throw cannot(root, ErrorText.reason(e) + ".", e);
    }
  }

  private static boolean hasOurs(FileStatus[] inside) {
    return Arrays.stream(inside)
        .filter(FileStatus::isDirectory)
        .map(one -> one.getPath().getName())
        .anyMatch(name -> name.equals(HistoryLayout.MANIFESTS) || name.equals(HistoryLayout.RUNS));
  }

  private static ClrException cannot(Path root, String why, @Nullable Exception cause) {
    return new ClrException("Cannot read the history at " + root + ": " + why, cause);
  }
}
