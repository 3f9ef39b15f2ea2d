package io.clrspark.range.curve;

import io.clrspark.Internal;
import io.clrspark.conf.RangeProperties;
import io.clrspark.conf.choice.SweepMode;
import java.util.Map;
import java.util.TreeMap;

/** Writes a range test's settings to the recorded properties of its run, and reads them. */
@Internal
public final class RecordedSettings {

  private RecordedSettings() {}

  public static Map<String, String> write(
      SweepMode mode, double minLr, double maxLr, RangeSettings settings) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(RangeProperties.MODE.key(), mode.toString());
    properties.put(RangeProperties.MIN_LR.key(), String.valueOf(minLr));
    properties.put(RangeProperties.MAX_LR.key(), String.valueOf(maxLr));
    properties.put(RangeProperties.LENGTH.key(), String.valueOf(settings.iterations()));
    properties.put(RangeProperties.SMOOTHING.key(), String.valueOf(settings.smoothing()));
    properties.put(RangeProperties.STOP_FACTOR.key(), String.valueOf(settings.stopFactor()));
    return properties;
  }

  static RangeSettings read(Map<String, String> configuration) {
    return new RangeSettings(
        Long.parseLong(configuration.get(RangeProperties.LENGTH.key())),
        Double.parseDouble(configuration.get(RangeProperties.SMOOTHING.key())),
        Double.parseDouble(configuration.get(RangeProperties.STOP_FACTOR.key())));
  }
}
