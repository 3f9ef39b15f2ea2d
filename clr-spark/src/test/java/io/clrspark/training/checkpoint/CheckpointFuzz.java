package io.clrspark.training.checkpoint;

import io.clrspark.ClrException;
import io.clrspark.files.ErrorText;
import io.clrspark.testing.UserErrors;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A checkpoint's state of any bytes, or its pointer; what is read is written as it was. */
public final class CheckpointFuzz {

  private CheckpointFuzz() {}

  /** What Jazzer calls once: classes take seconds to load, which no input is to blame for. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("{\"format\":1}".getBytes(StandardCharsets.US_ASCII));
  }

  /** What Jazzer calls with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    UserErrors.onlyFrom(() -> use(input));
  }

  private static void use(byte[] input) {
    try {
      if (input.length > 0 && input[0] == '{') {
        CheckpointManifest.read(input);
        return;
      }
      byte[] once = written(read(input));
      if (!Arrays.equals(once, written(read(once)))) {
        throw new AssertionError("another checkpoint than was written");
      }
    } catch (IOException e) { // whose message becomes part of one for a user
      throw new ClrException(ErrorText.reason(e), e);
    }
  }

  private static Checkpoint read(byte[] bytes) throws IOException {
    return CheckpointFormat.read(new ByteArrayInputStream(bytes), bytes.length, true);
  }

  private static byte[] written(Checkpoint checkpoint) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CheckpointFormat.write(checkpoint, bytes);
    return bytes.toByteArray();
  }
}
