package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clrspark.files.ErrorText;
import io.clrspark.files.RecordJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The small JSON file that makes a checkpoint visible, with these components in this order.
 *
 * @param format the version of the format
 * @param runId the run
 * @param iteration the iteration that comes next
 * @param file the name of the checkpoint's file, in the same folder
 * @param bytes its length
 * @param sha256 its checksum, in hexadecimal digits
 */
record CheckpointManifest(
    int format, String runId, int iteration, String file, long bytes, String sha256) {

  /**
   * Reads a manifest.
   *
   * @throws NewerFormatException if a newer version has written it
   * @throws DamagedFileException if it is damaged
   */
  static CheckpointManifest read(byte[] json) throws IOException {
    try {
      JsonNode tree = RecordJson.tree(json);
      int format = tree.required("format").intValue();
      if (format > CheckpointFormat.VERSION) {
        throw new NewerFormatException(format);
      }
      return RecordJson.read(tree, CheckpointManifest.class);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new DamagedFileException("it is damaged: " + ErrorText.reason(e), e);
    }
  }

  /** A file of a format that is not known yet. */
  static final class NewerFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private NewerFormatException(int format) {
      super(
          "its format is %d, and this version of clr-spark reads up to %d. Use the version that wrote it"
              .formatted(format, CheckpointFormat.VERSION));
    }
  }

  /** A file that is not as it was written; unlike a failure of the file system, that stays so. */
  static final class DamagedFileException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedFileException(String reason, @Nullable Throwable cause) {
      super(reason, cause);
    }
  }
}
