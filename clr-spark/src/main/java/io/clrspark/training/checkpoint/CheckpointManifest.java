package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.files.ErrorText;
import java.io.IOException;

/**
 * The small file that makes a checkpoint visible.
 *
 * @param runId the run
 * @param iteration the iteration that comes next
 * @param file the name of the checkpoint's file, in the same folder
 * @param bytes its length
 * @param sha256 its checksum, in hexadecimal digits
 */
record CheckpointManifest(String runId, int iteration, String file, long bytes, String sha256) {

  private static final ObjectMapper JSON = new ObjectMapper();

  byte[] toJson() throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", CheckpointFormat.VERSION).put("run_id", runId).put("iteration", iteration);
    json.put("file", file).put("bytes", bytes).put("sha256", sha256);
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  /**
   * @throws NewerFormatException if a newer version has written it
   * @throws DamagedFileException if it is damaged
   */
  static CheckpointManifest fromJson(byte[] bytes) throws IOException {
    try {
      JsonNode json = JSON.readTree(bytes);
      int format = json.required("format").intValue();
      if (format > CheckpointFormat.VERSION) {
        throw new NewerFormatException(format);
      }
      return new CheckpointManifest(
          json.required("run_id").asText(),
          json.required("iteration").intValue(),
          json.required("file").asText(),
          json.required("bytes").longValue(),
          json.required("sha256").asText());
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new DamagedFileException("it is damaged: " + ErrorText.reason(e), e);
    }
  }

  /** A file of a format that is not known yet. */
  static final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerFormatException(int format) {
      super(
          "its format is %d, and this version of clr-spark reads up to %d. Use the version that wrote it"
              .formatted(format, CheckpointFormat.VERSION));
    }
  }
}
