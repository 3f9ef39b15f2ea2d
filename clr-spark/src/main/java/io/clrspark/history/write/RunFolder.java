package io.clrspark.history.write;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.files.AtomicFile;
import io.clrspark.files.ErrorText;
import io.clrspark.files.NumberedFile;
import io.clrspark.history.files.HistoryLayout;
import io.clrspark.history.files.Manifest;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.files.RunRecordJson;
import io.clrspark.history.files.Segment;
import io.clrspark.history.files.SegmentWriter;
import io.clrspark.history.files.Table;
import io.clrspark.history.log.RunRecord;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the files of one run. Each attempt to write a segment or manifest takes a new number, so
 * no name is used twice. Not thread-safe.
 */
@Internal
public final class RunFolder {

  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final int KEPT_MANIFESTS = 2;
  private static final int FILES_OF_A_PROCESS = 10_000;

  private final RunFiles before;
  private final Configuration hadoop;
  private final HistoryLayout layout;
  private final String runId;
  private final List<Segment> segments = new ArrayList<>();
  private final Deque<Path> manifests = new ArrayDeque<>();
  private int published;
  private int nextSegment;
  private int nextManifest;
  private int nextRecord;
  private volatile int unpublished;
  private Optional<String> missing = Optional.empty();

  private RunFolder(RunFiles before, Configuration hadoop, String runId) {
    this.before = before;
    this.hadoop = hadoop;
    this.layout = before.layout();
    this.runId = runId;
  }

  /**
   * Reserves a run id for this writer.
   *
   * @throws ClrException if the id is already used or the root cannot be written
   */
  public static RunFolder claim(RunFiles before, Configuration hadoop, String runId) {
    try {
      SegmentWriter.requireCodec(hadoop);
      claim(before, runId);
      return new RunFolder(before, hadoop, runId);
    } catch (IOException | FSError e) {
      throw unwritable(before, e);
    }
  }

  private static ClrException unwritable(RunFiles before, Throwable cause) {
    return new ClrException(
        "Cannot write a history at %s: %s."
            .formatted(before.layout().root(), ErrorText.reason(cause)),
        cause);
  }

  /** Synchronized because a local file system checks and creates in two steps. */
  private static synchronized void claim(RunFiles before, String runId) throws IOException {
    HistoryLayout layout = before.layout();
    for (String folder : HistoryLayout.folders()) {
      if (before.files().exists(layout.folder(folder, runId))) {
        throw new ClrException(
            "Cannot start run %s: the history at %s has a run of this id. Choose another id or another path."
                .formatted(runId, layout.root()));
      }
    }
    before.files().create(layout.claim(runId), false).close();
  }

  /**
   * Takes a run over from an earlier writer, with the segments that it published before an
   * iteration.
   *
   * @throws ClrException if there is no such run, or the root cannot be read or written
   */
  public static RunFolder resume(
      RunFiles before, Configuration hadoop, String runId, int firstIteration, int nextIteration) {
    RunFolder folder = new RunFolder(before, hadoop, runId);
    try {
      SegmentWriter.requireCodec(hadoop);
      requireRun(before, runId);
      folder.takeOver(firstIteration, nextIteration);
      folder.publish();
    } catch (IOException | FSError e) {
      throw unwritable(before, e);
    }
    return folder;
  }

  private static void requireRun(RunFiles before, String runId) {
    if (!before.hasRun(runId)) {
      throw new ClrException(
          "Cannot resume run %s: the history at %s has no such run. Give the path that it wrote to."
              .formatted(runId, before.layout().root()));
    }
  }

  private void takeOver(int firstIteration, int nextIteration) {
    ReadableSegments rows = ReadableSegments.of(before, runId);
    for (NumberedFile file : rows.damaged()) {
      LOG.warn("{} is damaged; the history goes on from the manifest before it", file.path());
    }
    segments.addAll(rows.before(nextIteration));
    published = segments.size();
    // A manifest is to be made that has no more, and one that can be read.
    unpublished = rows.segments().size() - segments.size() + rows.damaged().size();
    missing = rows.missing(before.layout(), runId, firstIteration, nextIteration);
    List<NumberedFile> old = before.numbered(HistoryLayout.MANIFESTS, runId);
    // The damaged manifests are the first to be deleted.
    Stream.concat(rows.damaged().stream(), old.stream())
        .map(NumberedFile::path)
        .distinct()
        .forEach(manifests::add);
    nextManifest = after(old);
    nextRecord = after(before.numbered(HistoryLayout.RUNS, runId));
    nextSegment =
        Math.max(
            after(before.numbered(HistoryLayout.HISTORY, runId)),
            after(before.numbered(HistoryLayout.EVALUATIONS, runId)));
  }

  /**
   * Drops the segments of that iteration and later ones. Readers see that after {@link #publish()}.
   */
  void rollBack(int nextIteration) {
    int before = segments.size();
    segments.removeIf(segment -> !segment.isBefore(nextIteration));
    published = Math.min(published, segments.size());
    unpublished = Math.max(unpublished, before - segments.size());
  }

  /**
   * The first number of a new block: what an earlier process may still write has a lower number.
   */
  private static int after(List<NumberedFile> numbered) {
    int newest = Math.toIntExact(NumberedFile.newestNumber(numbered, -1));
    return (Math.floorDiv(newest, FILES_OF_A_PROCESS) + 1) * FILES_OF_A_PROCESS;
  }

  /**
   * Which rows of a run before an iteration the history does not have, in a sentence; empty if it
   * has all.
   *
   * @throws ClrException if there is no such run, or it cannot be read
   */
  public static Optional<String> missing(RunFiles before, String runId, int first, int next) {
    requireRun(before, runId);
    return ReadableSegments.of(before, runId).missing(before.layout(), runId, first, next);
  }

  String runId() {
    return runId;
  }

  Path root() {
    return layout.root();
  }

  /** The rows that were missing when the run was resumed, in a sentence. */
  Optional<String> missing() {
    return missing;
  }

  /** Writes rows to a new segment. Readers see it after {@link #publish()}. */
  <T> void write(Table<T> table, List<T> rows) throws IOException {
    String name = HistoryLayout.segmentName(nextSegment++);
    Path path = new Path(layout.folder(table.name(), runId), name);
    try {
      segments.add(SegmentWriter.write(path, hadoop, table, rows));
      unpublished = segments.size() - published;
    } catch (IOException | RuntimeException | FSError e) {
      AtomicFile.discard(before.files(), path, e);
      throw e;
    }
  }

  /** Makes all segments visible, if any is not. */
  void publish() throws IOException {
    if (unpublished > 0) {
      byte[] json = new Manifest(runId, segments).toJson();
      Path manifest = layout.manifest(runId, nextManifest++);
      AtomicFile.write(before.files(), manifest, json);
      published = segments.size();
      unpublished = 0;
      retire(manifest);
    }
  }

  /**
   * Deletes all manifests but the newest two, if it can. Each manifest lists all segments, so
   * keeping them all could take more space than the rows. The second newest stays for readers that
   * listed the folder before the newest was there.
   */
  private void retire(Path newest) {
    manifests.add(newest);
    while (manifests.size() > KEPT_MANIFESTS) {
      Path old = manifests.remove();
      try {
        before.files().delete(old, false);
      } catch (IOException | RuntimeException e) {
        LOG.debug("Cannot delete {}, which nobody needs", old, e);
      }
    }
  }

  /** The number of segments that no manifest names yet. Thread-safe. */
  int unpublished() {
    return unpublished;
  }

  void write(RunRecord record) throws IOException {
    Path path = layout.record(runId, nextRecord, record.status().toString());
    try {
      AtomicFile.write(before.files(), path, RunRecordJson.write(record));
    } catch (FileAlreadyExistsException e) {
      nextRecord++; // another process has that number: the next try takes another
      throw e;
    }
    nextRecord++;
  }
}
