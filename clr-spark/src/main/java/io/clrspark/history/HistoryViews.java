package io.clrspark.history;

import static org.apache.spark.sql.functions.col;

import io.clrspark.ClrException;
import io.clrspark.NearestNames;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.log.MemoryLog;
import io.clrspark.history.read.HistorySnapshot;
import io.clrspark.history.read.RateFunction;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A history as DataFrames, and as the views {@code history}, {@code runs}, {@code evaluations} and
 * {@code iterations} of Spark SQL:
 *
 * <pre>{@code
 * HistoryViews.register(spark, "hdfs:///histories");
 * spark.sql("SELECT run_id, max(accuracy) FROM evaluations GROUP BY run_id").show();
 * }</pre>
 *
 * <p>The views show what was visible when this object was created, also of runs that still train.
 * Create or register them again to see newer rows. All four views show the same moment: a run that
 * {@code runs} shows as finished has all its rows. Timestamps are in the session's time zone.
 */
public final class HistoryViews {
  private static final int NEAREST = 5;

  private final HistorySnapshot snapshot;
  private final Dataset<Row> iterations;

  private HistoryViews(HistorySnapshot snapshot) {
    this.snapshot = snapshot;
    this.iterations = snapshot.iterations();
  }

  /**
   * The history at a path; an empty folder is an empty history.
   *
   * @param path the root, on any file system that the session knows
   * @throws ClrException if there is no such folder, it is not a history, or a manifest or record
   *     in it cannot be read
   */
  public static HistoryViews of(SparkSession spark, String path) {
    RunFiles files = RunFiles.at(path, spark.sparkContext().hadoopConfiguration());
    return new HistoryViews(HistorySnapshot.of(spark, files));
  }

  /** The history that a log holds in memory. */
  public static HistoryViews of(SparkSession spark, MemoryLog log) {
    return new HistoryViews(HistorySnapshot.of(spark, log));
  }

  /**
   * Creates the four temporary views of the history at a path, replacing views of these names, and
   * the function {@code clr_lr(iteration, baseLr, maxLr, stepSize, mode, gamma)}: the rate of a
   * schedule without resets.
   *
   * @throws ClrException as {@link #of(SparkSession, String)}
   */
  public static HistoryViews register(SparkSession spark, String path) {
    return of(spark, path).register();
  }

  /** Creates the four temporary views of this history and the function {@code clr_lr}. */
  public HistoryViews register() {
    history().createOrReplaceTempView("history");
    runs().createOrReplaceTempView("runs");
    evaluations().createOrReplaceTempView("evaluations");
    iterations().createOrReplaceTempView("iterations");
    RateFunction.register(iterations.sparkSession());
    return this;
  }

  /**
   * One row per update of a worker: run_id, iteration, epoch, round, worker, lr, loss, accuracy,
   * examples, duration_ms, executor_id, ts; see {@link io.clrspark.history.log.HistoryRow}.
   */
  public Dataset<Row> history() {
    return snapshot.history();
  }

  /**
   * One row per run: run_id, kind, status (started, resumed, finished or failed: the newest),
   * started, ended (null until then), configuration, schedule and versions (of the newest start),
   * metrics (a map of numbers, empty until the end), message (why it failed, else null), resumes
   * (their number), resets (an array of iteration, ts, base_lr, max_lr, step_size, old_max_lr,
   * reason); see {@link io.clrspark.history.log.RunRecord}.
   */
  public Dataset<Row> runs() {
    return snapshot.runs();
  }

  /**
   * One row per evaluation of a data set: run_id, iteration, data_set, epoch, lr, loss, accuracy,
   * examples, ts; see {@link io.clrspark.history.log.EvaluationRow}.
   */
  public Dataset<Row> evaluations() {
    return snapshot.evaluations();
  }

  /**
   * One row per iteration of a run, over its workers: run_id, iteration, epoch, round, lr, loss and
   * accuracy (means weighted by examples), examples (sum), workers (count), loss_min, loss_max
   * (over the workers), duration_ms (of the slowest worker).
   *
   * <p>A NaN loss makes the mean and {@code loss_max} NaN. Accuracy is the mean over the workers
   * that have one; null if none has.
   */
  public Dataset<Row> iterations() {
    return iterations;
  }

  /**
   * Checks that the history has a run.
   *
   * @throws ClrException if the history has no run of this id, with the nearest ids that it has
   */
  public void requireRun(String runId) {
    Set<String> known = snapshot.runIds();
    if (!known.contains(runId)) {
      throw new ClrException(
          "Cannot read run \"%s\": %s has no run of this id. %s"
              .formatted(runId, snapshot.place(), nearest(runId, known)));
    }
  }

  private static String nearest(String runId, Set<String> known) {
    return known.isEmpty()
        ? "It has no runs yet."
        : "Nearest of %d: %s."
            .formatted(known.size(), String.join(", ", NearestNames.of(runId, known, NEAREST)));
  }

  /**
   * The curves of a run; empty while no rows are visible.
   *
   * @throws ClrException if the history has no run of this id, with the nearest ids that it has
   */
  public RunCurves curves(String runId) {
    requireRun(runId);
    List<Row> rows =
        iterations
            .where(col("run_id").equalTo(runId))
            .orderBy("iteration")
            .select("iteration", "lr", "loss", "accuracy")
            .collectAsList();
    return new RunCurves(rows);
  }
}
