package io.clrspark;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.regex.Pattern;

/** Run ids: valid file names on every file system. */
public final class RunId {

  /** What a run id must be, for messages. */
  public static final String RULE =
      "1 to 128 of A-Z a-z 0-9 . _ - and start with a letter or digit";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private RunId() {}

  /** A new id. Ids sort by time and do not clash: {@code 20260131-142359-3f9a1c07}. */
  public static String next() {
    return TIME.format(Instant.now()) + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  /** Whether a text can be a run id. */
  public static boolean isValid(String text) {
    return ALLOWED.matcher(text).matches();
  }

  /**
   * Returns the id if it is valid.
   *
   * @throws ClrException if it is not
   */
  public static String checked(String runId) {
    if (!isValid(runId)) {
      throw new ClrException(
          "Invalid run id: \"%s\" (must be %s)".formatted(MessageText.of(runId), RULE));
    }
    return runId;
  }
}
