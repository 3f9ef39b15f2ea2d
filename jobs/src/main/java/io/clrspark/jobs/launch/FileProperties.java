package io.clrspark.jobs.launch;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import io.clrspark.history.log.Redaction;
import io.clrspark.jobs.command.PropertyFiles;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Properties files as options of spark-submit, which takes one file. It gets the last one; what
 * only earlier files set goes onto its command line.
 */
final class FileProperties {

  private static final int MOST_CHARACTERS = 100_000;

  private FileProperties() {}

  static List<String> options(List<String> files) {
    if (files.isEmpty()) {
      return List.of();
    }
    String last = files.get(files.size() - 1);
    List<String> options = SubmitCommand.confs(earlier(files, last));
    options.addAll(0, List.of("--properties-file", last));
    return options;
  }

  private static Map<String, String> earlier(List<String> files, String last) {
    Map<String, String> earlier = PropertyFiles.merged(files.subList(0, files.size() - 1));
    earlier.keySet().removeAll(PropertyFiles.read(last).keySet());
    Set<String> secrets = Redaction.secrets(PropertyFiles.merged(files));
    earlier.forEach((key, value) -> requireForCommandLine(key, value, secrets.contains(key), last));
    return earlier;
  }

  /** A command line has limited room, and every user of the machine can read it. */
  private static void requireForCommandLine(
      String key, String value, boolean isSecret, String last) {
    if (isSecret || value.length() > MOST_CHARACTERS) {
      throw new ClrException(
          "Cannot hand on %s: it is %s, and files before the last one go onto Spark's command line. Put it into %s, or name its file last."
              .formatted(
                  MessageText.of(key),
                  isSecret ? "a secret" : value.length() + " characters long",
                  last));
    }
  }
}
