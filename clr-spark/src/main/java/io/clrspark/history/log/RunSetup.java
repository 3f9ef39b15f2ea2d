package io.clrspark.history.log;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was started with; secrets among the properties are redacted here ({@link Redaction}),
 * before anything is kept.
 *
 * @param configuration properties, by full key
 * @param schedule the schedule as text, JSON where it has one
 * @param versions versions by name of the software, such as {@code spark} or {@code dl4j}
 */
public record RunSetup(
    Map<String, String> configuration, String schedule, Map<String, String> versions) {

  /** Of a record that says nothing about the set-up. */
  static final RunSetup NONE = new RunSetup(Map.of(), "", Map.of());

  /** Keeps sorted copies of both maps, secrets redacted. */
  public RunSetup {
    configuration = Collections.unmodifiableMap(Redaction.of(configuration));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }
}
