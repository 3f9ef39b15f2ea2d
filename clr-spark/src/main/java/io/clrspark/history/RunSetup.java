package io.clrspark.history;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a run was started with. The value of a configuration key whose name matches Spark's default
 * {@code spark.redaction.regex} is replaced by {@value #REDACTED} here, before anything is kept.
 *
 * @param configuration properties, by full key
 * @param schedule the schedule as text, JSON where it has one
 * @param versions versions by name of the software, such as {@code spark} or {@code dl4j}
 */
public record RunSetup(
    Map<String, String> configuration, String schedule, Map<String, String> versions) {

  /** Stands for the value of a secret, as in Spark's own pages. */
  public static final String REDACTED = "*********(redacted)";

  /** Of a record that says nothing about the set-up. */
  static final RunSetup NONE = new RunSetup(Map.of(), "", Map.of());

  private static final Pattern SECRET =
      Pattern.compile("secret|password|token|access[.]?key", Pattern.CASE_INSENSITIVE);

  /** Keeps sorted copies of both maps, secrets redacted. */
  public RunSetup {
    configuration = redacted(configuration);
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  private static Map<String, String> redacted(Map<String, String> configuration) {
    Map<String, String> kept = new TreeMap<>(configuration);
    kept.replaceAll((key, value) -> SECRET.matcher(key).find() ? REDACTED : value);
    return Collections.unmodifiableMap(kept);
  }
}
