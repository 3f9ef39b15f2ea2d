package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clrspark.files.ErrorText;
import io.clrspark.files.RecordJson;
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

  byte[] toJson() throws IOException {
    return RecordJson.writeIndented(
        new Versioned(CheckpointFormat.VERSION, runId, iteration, file, bytes, sha256));
  }

  /**
   * @throws NewerFormatException if a newer version has written it
   * @throws DamagedFileException if it is damaged
   */
  static CheckpointManifest fromJson(byte[] bytes) throws IOException {
    try {
      JsonNode json = RecordJson.tree(bytes);
      int format = json.required("format").intValue();
      if (format > CheckpointFormat.VERSION) {
        throw new NewerFormatException(format);
      }
      return RecordJson.read(json, CheckpointManifest.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new DamagedFileException("it is damaged: " + ErrorText.reason(e), e);
    }
  }

  /** A pointer as JSON, in the order of these components. */
  private record Versioned(
      int format, String runId, int iteration, String file, long bytes, String sha256) {}

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
