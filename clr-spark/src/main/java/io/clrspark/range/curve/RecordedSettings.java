package io.clrspark.range.curve;

import io.clrspark.range.SweepMode;
import java.util.Map;
import java.util.TreeMap;

/** A range test's settings among the properties that its run is recorded with. */
public final class RecordedSettings {

  private static final String PREFIX = "spark.clr.range.";
  private static final String LENGTH = PREFIX + "length";
  private static final String SMOOTHING = PREFIX + "smoothing";
  private static final String STOP_FACTOR = PREFIX + "stopFactor";

  private RecordedSettings() {}

  public static Map<String, String> write(
      SweepMode mode, double minLr, double maxLr, RangeSettings settings) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(PREFIX + "mode", mode.toString());
    properties.put(PREFIX + "minLr", String.valueOf(minLr));
    properties.put(PREFIX + "maxLr", String.valueOf(maxLr));
    properties.put(LENGTH, String.valueOf(settings.iterations()));
    properties.put(SMOOTHING, String.valueOf(settings.smoothing()));
    properties.put(STOP_FACTOR, String.valueOf(settings.stopFactor()));
    return properties;
  }

  static RangeSettings read(Map<String, String> configuration) {
    return new RangeSettings(
        Long.parseLong(configuration.get(LENGTH)),
        Double.parseDouble(configuration.get(SMOOTHING)),
        Double.parseDouble(configuration.get(STOP_FACTOR)));
  }
}
