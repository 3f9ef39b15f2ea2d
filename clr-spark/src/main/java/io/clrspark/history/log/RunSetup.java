package io.clrspark.history.log;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was started with. Secrets among the properties are redacted here, before anything is
 * stored; see {@link Redaction}.
 *
 * @param configuration properties, by full key
 * @param schedule the schedule as text: JSON if the schedule can be written as JSON
 * @param versions versions by name of the software, such as {@code spark} or {@code dl4j}
 */
public record RunSetup(
    Map<String, String> configuration, String schedule, Map<String, String> versions) {

  /** The set-up in records that have none. */
  static final RunSetup NONE = new RunSetup(Map.of(), "", Map.of());

  /** Keeps sorted copies of both maps, secrets redacted. */
  public RunSetup {
    configuration = Collections.unmodifiableMap(Redaction.of(configuration));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}
