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
 * What a run's process before has made visible: the newest manifest that is not damaged.
 *
 * @param segments the segments that it names
 * @param damaged the manifests after it, the newest first
 */
record ReadableSegments(List<Segment> segments, List<NumberedFile> damaged) {

  /**
   * What there is of a run.
   *
   * @throws ClrException naming the newest manifest, if it cannot be read and is not damaged, or
   *     none before it can be read either
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

  /** Not, as a failure to read that may pass, or a format of another version. */
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

  /** The segments whose rows are all of before an iteration. */
  List<Segment> before(int nextIteration) {
    return segments.stream().filter(segment -> segment.isBefore(nextIteration)).toList();
  }

  /**
   * The first iteration of which there are no rows, among those of before an iteration; that
   * iteration if there are all.
   */
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

  /** What the rows lack of before an iteration, as when they could not be written. */
  Optional<String> missing(String run, int firstIteration, int nextIteration) {
    int next = complete(firstIteration, nextIteration);
    return next == nextIteration
        ? Optional.empty()
        : Optional.of(
            "The history of run %s lacks rows of iterations %d to %d: they had not been written when it was resumed."
                .formatted(run, next, nextIteration - 1));
  }
}
