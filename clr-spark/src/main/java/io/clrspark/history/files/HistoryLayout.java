package io.clrspark.history.files;

import io.clrspark.Internal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * The names of the files below the root of a history.
 *
 * <pre>
 * history/run_id=ID/segment-00000000.parquet
 * evaluations/run_id=ID/segment-00000000.parquet
 * manifests/run_id=ID/manifest-00000000.json
 * runs/run_id=ID/00000-started.json
 * </pre>
 *
 * @param root the root of the history
 */
@Internal
public record HistoryLayout(Path root) {

  /** Folder and table of the rows of workers. */
  public static final String HISTORY = "history";

  /** Folder and table of the evaluations. */
  public static final String EVALUATIONS = "evaluations";

  /** Folder of the manifests: complete lists of segments. */
  public static final String MANIFESTS = "manifests";

  /** Folder of the runs' records. */
  public static final String RUNS = "runs";

  private static final Pattern MANIFEST = Pattern.compile("manifest-(\\d{8,9})\\.json");
  private static final Pattern RECORD = Pattern.compile("(\\d{5,9})-[a-z]+\\.json");
  private static final Pattern SEGMENT = Pattern.compile("segment-(\\d{8,9})\\.parquet");
  private static final Pattern RUN_FOLDER = Pattern.compile(Table.RUN_ID + "=(.+)");

  /** The four folders below the root. */
  public static List<String> folders() {
    return List.of(HISTORY, EVALUATIONS, MANIFESTS, RUNS);
  }

  /** One of the folders below the root. */
  public Path folder(String name) {
    return new Path(root, name);
  }

  /** The folder of a run in one of the folders below the root. */
  public Path folder(String name, String runId) {
    return new Path(folder(name), Table.RUN_ID + "=" + runId);
  }

  /** The name of a segment's file. */
  public static String segmentName(int number) {
    return String.format(Locale.ROOT, "segment-%08d.parquet", number);
  }

  /** A manifest of a run. */
  public Path manifest(String runId, int number) {
    String name = String.format(Locale.ROOT, "manifest-%08d.json", number);
    return new Path(folder(MANIFESTS, runId), name);
  }

  /** A record of a run. */
  public Path record(String runId, int number, String status) {
    String name = String.format(Locale.ROOT, "%05d-%s.json", number, status);
    return new Path(folder(RUNS, runId), name);
  }

  /** The file that reserves a run id for its writer. */
  public Path claim(String runId) {
    return new Path(folder(RUNS, runId), "_opened");
  }

  /** The id of the run whose folder this is; empty for any other folder. */
  static Optional<String> runId(Path folder) {
    Matcher run = RUN_FOLDER.matcher(folder.getName());
    return run.matches() ? Optional.of(run.group(1)) : Optional.empty();
  }

  /** The names of the numbered files of a run in one of the folders below the root. */
  static Pattern names(String folder) {
    return switch (folder) {
      case RUNS -> RECORD;
      case MANIFESTS -> MANIFEST;
      default -> SEGMENT;
    };
  }
}
