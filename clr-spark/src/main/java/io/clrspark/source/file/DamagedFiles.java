package io.clrspark.source.file;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.files.ErrorText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short errors for files that Spark or Parquet cannot read: their own messages fill a page. */
@Internal
public final class DamagedFiles {

  private static final Pattern READING = Pattern.compile("reading file:? (\\S+?)\\.?(\\s|$)");

  private DamagedFiles() {}

  /** The error for a failure whose message names the file that Spark could not read. */
  public static Optional<ClrException> named(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher file = READING.matcher(String.valueOf(cause.getMessage()));
      if (file.find()) {
        return Optional.of(of(file.group(1), failure));
      }
    }
    return Optional.empty();
  }

  /** The error for a file that cannot be read. */
  public static ClrException of(String file, Throwable failure) {
    String reason = ErrorText.reason(ErrorText.root(failure));
    return new ClrException(
        "Cannot read " + MessageText.of(file) + ": " + reason + ". Give the whole file.", failure);
  }
}
