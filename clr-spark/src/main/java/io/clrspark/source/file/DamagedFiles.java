package io.clrspark.source.file;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.files.ErrorText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What to say where Spark cannot read a file: its own words are a page long. */
@Internal
public final class DamagedFiles {

  private static final Pattern READING = Pattern.compile("reading file:? (\\S+?)\\.?(\\s|$)");

  private DamagedFiles() {}

  /** The file that a failure of Spark's names as one that it cannot read. */
  public static Optional<ClrException> named(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher file = READING.matcher(String.valueOf(cause.getMessage()));
      if (file.find()) {
        return Optional.of(of(file.group(1), failure));
      }
    }
    return Optional.empty();
  }

  /** The failure to read a file. */
  public static ClrException of(String file, Throwable failure) {
    String reason = ErrorText.reason(ErrorText.root(failure));
    return new ClrException(
        "Cannot read " + MessageText.of(file) + ": " + reason + ". Give the whole file.", failure);
  }
}
