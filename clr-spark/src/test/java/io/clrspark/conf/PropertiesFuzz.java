package io.clrspark.conf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.testing.UserErrors;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A properties file with anything in it, as far as a schedule and its plan. */
public final class PropertiesFuzz {

  private static final long ITERATIONS_PER_EPOCH = 23;
  private static final long ITERATIONS = 200;

  private PropertiesFuzz() {}

  /** What Jazzer calls once: classes take seconds to load, which no input is to blame for. */
  public static void fuzzerInitialize() {
    use(Map.of("spark.clr.scaleFn", "1/x"));
  }

  /** What Jazzer calls with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    Map<String, String> properties = properties(new String(input, UTF_8));
    UserErrors.onlyFrom(() -> use(properties));
  }

  private static void use(Map<String, String> properties) {
    ScheduleConf conf = ScheduleConf.of(ClrConf.of(properties));
    conf.plan(
        conf.schedule(new RunLength(ITERATIONS_PER_EPOCH, ITERATIONS), 0),
        0,
        ITERATIONS,
        ITERATIONS_PER_EPOCH);
  }

  /** None where Java's own reader refuses the file. */
  private static Map<String, String> properties(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      return Map.of();
    }
    Map<String, String> map = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }
}
