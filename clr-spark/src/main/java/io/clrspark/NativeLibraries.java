package io.clrspark;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Explains why a native library could not be loaded: the JVM's own words do not name the cause. */
@Internal
public final class NativeLibraries {

  /** What a failure says, or a class that failed to initialize before, or Spark of a task. */
  private static final Pattern NOT_LOADED =
      Pattern.compile("UnsatisfiedLinkError: (.*)|(Cannot unpack .*)");

  private NativeLibraries() {}

  /** What is wrong and what to do, as a sentence; empty if the failure is another. */
  public static Optional<String> problem(Throwable failure) {
    Optional<String> reason = Optional.empty();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      Matcher found = NOT_LOADED.matcher(cause.toString());
      if (found.find()) {
        reason = Optional.of(found.group(1) == null ? found.group(2) : found.group(1));
      }
    }
    return reason.map(NativeLibraries::explained);
  }

  private static String explained(String reason) {
    String once = reason.replaceFirst("^(\\S+: )\\1", "$1"); // the path stands twice
    return "a native library cannot be loaded: %s. It is unpacked into java.io.tmpdir (%s), one of ND4J into org.bytedeco.javacpp.cachedir: set that to a folder that can be written to and whose file system runs programs (no noexec), such as --driver-java-options -Djava.io.tmpdir=FOLDER"
        .formatted(MessageText.reason(once), System.getProperty("java.io.tmpdir"));
  }
}
