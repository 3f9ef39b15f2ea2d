package io.clrspark.history.verify;

import io.clrspark.ClrException;
import io.clrspark.history.files.HistoryLayout;
import io.clrspark.history.files.HistoryTables;
import io.clrspark.history.files.Manifest;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.files.Segment;
import io.clrspark.history.files.SegmentIndex;
import io.clrspark.history.files.Table;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.read.HistorySnapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import scala.Tuple2;

/**
 * The result of checking a history: every file can be read to its end, and every run has each of
 * its rows once.
 *
 * @param runs how many runs there are
 * @param segments how many files of rows
 * @param rows how many rows of workers and evaluations the segments have
 * @param problems what is wrong, naming the file or the run; empty if all is well
 */
public record HistoryCheck(int runs, int segments, long rows, List<String> problems) {

  private static final int TASKS_A_CORE = 4;
  private static final String WHOLE = "";

  /** Keeps a copy of the list. */
  public HistoryCheck {
    problems = List.copyOf(problems);
  }

  /**
   * Checks the history at a path as it is now. Runs may still train.
   *
   * @param path the root, on any file system that the session knows
   * @throws ClrException if there is no such folder, or it is not a history
   */
  public static HistoryCheck of(SparkSession spark, String path) {
    RunFiles files = RunFiles.at(path, spark.sparkContext().hadoopConfiguration());
    HistorySnapshot.requireHistory(files);
    return new Reading(spark, files).check();
  }

  private static final class Reading {

    private final SparkSession spark;
    private final HistoryLayout layout;
    private final RunFiles small;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, List<RunRecord>> records = new TreeMap<>();
    private final List<Manifest> manifests = new ArrayList<>();

    Reading(SparkSession spark, RunFiles small) {
      this.spark = spark;
      this.layout = small.layout();
      this.small = small;
    }

    HistoryCheck check() {
      List<String> runs = small.runIds();
      // Records before manifests, as every reader: a finished run has all its rows.
      runs.forEach(run -> records.put(run, records(run)));
      for (String run : runs) {
        readable(() -> small.manifest(run)).flatMap(one -> one).ifPresent(manifests::add);
      }
      Map<String, String> unreadable = unreadable();
      unreadable.forEach((file, reason) -> problems.add(file + " " + reason + "."));
      List<Manifest> whole =
          manifests.stream().map(manifest -> without(manifest, unreadable)).toList();
      problems.addAll(
          RowsCheck.problems(
              SegmentIndex.read(spark, layout, HistoryTables.HISTORY, whole),
              SegmentIndex.read(spark, layout, HistoryTables.EVALUATIONS, whole),
              records));
      List<Segment> all = whole.stream().flatMap(one -> one.segments().stream()).toList();
      long rows = all.stream().mapToLong(Segment::rows).sum();
      return new HistoryCheck(runs.size(), all.size(), rows, problems);
    }

    private List<RunRecord> records(String run) {
      return small.numbered(HistoryLayout.RUNS, run).stream()
          .flatMap(file -> readable(() -> small.record(file)).stream())
          .toList();
    }

    /** What was read; without it the reason is a problem. */
    private <T> Optional<T> readable(Supplier<T> read) {
      try {
        return Optional.of(read.get());
      } catch (ClrException e) {
        problems.add(String.valueOf(e.getMessage()));
        return Optional.empty();
      }
    }

    /** Reads all segments in Spark tasks. What is wrong with them, by file. */
    private Map<String, String> unreadable() {
      HashMap<String, Segment> all = new HashMap<>(); // in the task, which Java serializes
      for (Manifest manifest : manifests) {
        manifest.segments().forEach(one -> all.put(file(manifest, one), one));
      }
      if (all.isEmpty()) {
        return Map.of();
      }
      JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
      SerializableConfiguration hadoop =
          new SerializableConfiguration(context.hadoopConfiguration());
      return new TreeMap<>(
          context
              .parallelize(
                  List.copyOf(new TreeSet<>(all.keySet())),
                  Math.min(all.size(), TASKS_A_CORE * context.defaultParallelism()))
              .mapToPair(file -> new Tuple2<>(file, problem(file, all, hadoop).orElse(WHOLE)))
              .filter(found -> !found._2().equals(WHOLE))
              .collectAsMap());
    }

    private Manifest without(Manifest manifest, Map<String, String> unreadable) {
      return new Manifest(
          manifest.runId(),
          manifest.segments().stream()
              .filter(segment -> !unreadable.containsKey(file(manifest, segment)))
              .toList());
    }

    private String file(Manifest manifest, Segment segment) {
      return new Path(layout.folder(segment.table(), manifest.runId()), segment.file()).toString();
    }
  }

  private static Optional<String> problem(
      String file, Map<String, Segment> all, SerializableConfiguration hadoop) {
    Segment segment = Objects.requireNonNull(all.get(file));
    for (Table<?> table : List.of(HistoryTables.HISTORY, HistoryTables.EVALUATIONS)) {
      if (table.name().equals(segment.table())) {
        return SegmentCheck.problem(new Path(file), segment, table, hadoop.value());
      }
    }
    return Optional.of("is of a table that this version does not know");
  }
}
