package io.clrspark.history.files;

import io.clrspark.Internal;
import io.clrspark.files.RecordJson;
import java.io.IOException;
import java.util.List;

/**
 * The complete list of the segments of a run that readers see. Only the newest manifest of a run is
 * valid.
 *
 * @param runId the run
 * @param segments its segments, in the order in which they were written
 */
@Internal
public record Manifest(String runId, List<Segment> segments) {

  private static final int FORMAT = 1;

  /** Keeps a copy of the list. */
  public Manifest {
    segments = List.copyOf(segments);
  }

  /** The manifest as JSON. */
  public byte[] toJson() throws IOException {
    return RecordJson.write(new Versioned(FORMAT, runId, segments));
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if it is damaged, or of a format that this version does not know
   */
  static Manifest fromJson(byte[] bytes) throws IOException {
    Versioned json = RecordJson.read(bytes, FORMAT, Versioned.class);
    return new Manifest(json.runId(), json.segments());
  }

  /** A manifest as JSON, in the order of these components. */
  private record Versioned(int format, String runId, List<Segment> segments) {}
}
