package io.clrspark.history.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The complete list of the segments of a run that readers see. The newest one counts.
 *
 * @param runId the run
 * @param segments its segments, in the order in which they were written
 */
public record Manifest(String runId, List<Segment> segments) {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps a copy of the list. */
  public Manifest {
    segments = List.copyOf(segments);
  }

  /** The manifest as JSON. */
  public byte[] toJson() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put(Table.RUN_ID, runId);
    ArrayNode list = json.putArray("segments");
    for (Segment segment : segments) {
      list.addObject()
          .put("table", segment.table())
          .put("file", segment.file())
          .put("rows", segment.rows())
          .put("bytes", segment.bytes())
          .put("first_iteration", segment.firstIteration())
          .put("last_iteration", segment.lastIteration())
          .put("crc32c", segment.checksum());
    }
    return JSON.writeValueAsBytes(json);
  }

  /**
   * Reads a manifest.
   *
   * @throws IOException if it is damaged, or of a format that this version does not know
   */
  static Manifest fromJson(byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(bytes);
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException("its format is not " + FORMAT + ", the one that this version reads");
    }
    List<Segment> segments = new ArrayList<>();
    for (JsonNode entry : json.required("segments")) {
      segments.add(segment(entry));
    }
    return new Manifest(json.required(Table.RUN_ID).textValue(), segments);
  }

  private static Segment segment(JsonNode entry) {
    return new Segment(
        entry.required("table").textValue(),
        entry.required("file").textValue(),
        entry.required("rows").longValue(),
        entry.required("bytes").longValue(),
        entry.required("first_iteration").intValue(),
        entry.required("last_iteration").intValue(),
        entry.path("crc32c").asText());
  }
}
