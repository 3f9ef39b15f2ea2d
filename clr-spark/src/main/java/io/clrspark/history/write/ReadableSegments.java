package io.clrspark.history.write;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.clrspark.ClrException;
import io.clrspark.files.NumberedFile;
import io.clrspark.history.files.HistoryLayout;
import io.clrspark.history.files.Manifest;
import io.clrspark.history.files.RunFiles;
import io.clrspark.history.files.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.ChecksumException;

/**
 * The segments that an earlier process of this run published, per its newest readable manifest.
 *
 * @param segments the segments that the manifest names
 * @param damaged newer manifests, which are damaged; the newest first
 */
record ReadableSegments(List<Segment> segments, List<NumberedFile> damaged) {

  /**
   * Reads the manifests of a run.
   *
   * @throws ClrException naming the newest manifest, if it cannot be read but is not damaged, or if
   *     no earlier one can be read either
   */
  static ReadableSegments of(RunFiles files, String runId) {
    try {
      return new ReadableSegments(
          files.manifest(runId).map(Manifest::segments).orElse(List.of()), List.of());
    } catch (ClrException e) {
      return older(files, runId, e);
    }
  }

  private static ReadableSegments older(RunFiles files, String runId, ClrException newest) {
    List<NumberedFile> damaged = new ArrayList<>();
    List<NumberedFile> all = files.numbered(HistoryLayout.MANIFESTS, runId);
    for (NumberedFile file : NumberedFile.newestFirst(all)) {
      try {
        return new ReadableSegments(files.manifest(file).segments(), damaged);
      } catch (ClrException e) {
        if (!isDamage(e.getCause()) && !isEmpty(files, file)) {
          throw newest;
        }
        damaged.add(file);
      }
    }
    throw newest;
  }

  /** Damage is permanent, unlike a failure of the file system or a newer format. */
  private static boolean isDamage(Throwable cause) {
    return cause instanceof JsonProcessingException
        || cause instanceof IllegalArgumentException
        || cause instanceof ChecksumException;
  }

  private static boolean isEmpty(RunFiles files, NumberedFile file) {
    try {
      return files.files().getFileStatus(file.path()).getLen() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The segments that have only rows before an iteration. */
  List<Segment> before(int nextIteration) {
    return segments.stream().filter(segment -> segment.isBefore(nextIteration)).toList();
  }

  /** The first iteration before the next one that has no rows; the next one if all have rows. */
  int complete(int firstIteration, int nextIteration) {
    int next = firstIteration;
    for (Segment segment : before(nextIteration)) {
      if (segment.table().equals(HistoryLayout.HISTORY)) {
        if (segment.firstIteration() > next) {
          break;
        }
        next = segment.lastIteration() + 1;
      }
    }
    return next;
  }

  /**
   * Says which rows before an iteration are missing, for example because they could not be written.
   */
  Optional<String> missing(
      HistoryLayout layout, String runId, int firstIteration, int nextIteration) {
    int next = complete(firstIteration, nextIteration);
    return next == nextIteration
        ? Optional.empty()
        : Optional.of(
            "The history of run %s at %s lacks rows of iterations %d to %d: they had not been written when it was resumed."
                .formatted(runId, layout.root(), next, nextIteration - 1));
  }
}
