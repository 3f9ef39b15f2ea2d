package io.clrspark.schedule.shape;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a schedule by name, in their order. */
final class Settings {
  private final Map<String, Object> values = new LinkedHashMap<>();

  static Settings of(String name, Object value) {
    return new Settings().and(name, value);
  }

  Settings and(String name, Object value) {
    values.put(name, value);
    return this;
  }

  Map<String, Object> all() {
    return values;
  }
}
