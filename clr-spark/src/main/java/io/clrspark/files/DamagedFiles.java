package io.clrspark.files;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.MessageText;
import java.io.EOFException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Short errors for files that Spark or Parquet cannot read: their own messages fill a page. */
@Internal
public final class DamagedFiles {

  private static final Pattern READING = Pattern.compile("reading file:? (\\S+?)\\.?(\\s|$)");

  private static final Pattern CUT =
      Pattern.compile(
          "end of (input|file|stream)|truncated|EOF|length is too low", Pattern.CASE_INSENSITIVE);

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

  /** The error for a file that cannot be read; only one that is cut can be given whole. */
  public static ClrException of(String file, Throwable failure) {
    Throwable root = ErrorText.root(failure);
    String reason =
        root instanceof ClassNotFoundException
            ? "the class " + root.getMessage() + ", which reads it, is not there"
            : ErrorText.reason(root);
    boolean isCut = root instanceof EOFException || CUT.matcher(reason).find();
    return new ClrException(
        "Cannot read %s: %s%s"
            .formatted(
                MessageText.of(file),
                reason.endsWith(".") ? reason : reason + ".",
                isCut ? " Give the whole file." : ""),
        failure);
  }
}
