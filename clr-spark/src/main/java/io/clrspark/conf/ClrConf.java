package io.clrspark.conf;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.NearestNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The {@code spark.clr.*} properties of a job, each known by name.
 *
 * <p>Precedence is Spark's own: {@code --conf} over properties files, a later file over an earlier
 * one, and any of them over the default.
 */
public final class ClrConf {

  private static final Pattern NUMBERED =
      Pattern.compile("(spark\\.clr\\.reset\\.)([1-9]\\d{0,5})(\\..*)");

  private final Map<String, String> texts;
  private final PropertyValues values;

  private ClrConf(Map<String, String> texts) {
    this.texts = texts;
    this.values = parsed();
  }

  /** All properties there are, in the order of the documentation. */
  public static List<Property<?>> properties() {
    return Stream.of(
            ScheduleProperties.ALL,
            TrainingProperties.ALL,
            CheckpointProperties.ALL,
            RangeProperties.ALL,
            DataProperties.ALL,
            ModelProperties.ALL)
        .<Property<?>>flatMap(List::stream)
        .toList();
  }

  /**
   * Takes what starts with {@code spark.clr.} and leaves the rest to Spark. An empty value unsets
   * what another file set.
   *
   * @throws InvalidPropertyException for a key that is not known, with the nearest one, or a value
   *     that breaks its rule
   */
  public static ClrConf of(Map<String, String> properties) {
    List<String> known = properties().stream().map(Property::key).toList();
    Map<String, String> texts = new TreeMap<>();
    properties.forEach(
        (key, text) -> {
          if (key.startsWith(Property.PREFIX)) {
            requireKnown(key, known);
            Property.requirePlain(key, text.strip(), key.equals(DataProperties.SEPARATOR.key()));
            if (!text.isBlank()) {
              texts.put(key, text);
            }
          }
        });
    ClrConf conf = new ClrConf(texts);
    conf.requireConsistent();
    return conf;
  }

  /** Parses each text once, in the order of the documentation, resets last. */
  private PropertyValues parsed() {
    TreeMap<String, Object> parsed = new TreeMap<>();
    properties().forEach(property -> parse(property, property.key(), parsed));
    for (int n : resetNumbers()) {
      ScheduleProperties.ofReset().forEach(property -> parse(property, property.key(n), parsed));
    }
    return new PropertyValues(parsed);
  }

  private void parse(Property<?> property, String key, Map<String, Object> parsed) {
    String text = texts.get(key);
    if (text != null) {
      parsed.put(key, property.parse(key, text));
    }
  }

  private void requireConsistent() {
    DataRules.require(values, this::refuse);
    ModelRules.require(values, this::refuse);
    RangeProperties.require(values);
    TrainingRules.broken(values).ifPresent(rule -> refuse(rule.option(), rule.reason()));
  }

  /** Refuses a property that is set. */
  private void refuse(Property<?> property, String reason) {
    String text = texts.get(property.key());
    if (text != null) {
      throw InvalidPropertyException.of(property.key(), text, reason);
    }
  }

  private static void requireKnown(String key, List<String> known) {
    String declared = NUMBERED.matcher(key).replaceFirst("$1N$3");
    if (!known.contains(declared) || key.contains(".N.")) {
      throw new InvalidPropertyException(
          "Unknown property %s. The nearest known one is %s; docs/reference/configuration.md lists all."
              .formatted(MessageText.of(key), NearestNames.of(key, known, 1).get(0)));
    }
  }

  /** The properties that were set, by full key. */
  public Map<String, String> asMap() {
    return Map.copyOf(texts);
  }

  /** The values that were set. */
  @Internal
  public PropertyValues values() {
    return values;
  }

  /** The value that was set; empty without one, whatever the default. */
  public <T> Optional<T> set(Property<T> property) {
    return values.set(property);
  }

  /**
   * The value that was set, or the default.
   *
   * @throws InvalidPropertyException if there is neither
   */
  public <T> T get(Property<T> property) {
    return values.get(property);
  }

  /** The numbers N that keys {@code spark.clr.reset.N.*} have. */
  SortedSet<Integer> resetNumbers() {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String key : texts.keySet()) {
      Matcher numbered = NUMBERED.matcher(key);
      if (numbered.matches()) {
        numbers.add(Integer.valueOf(numbered.group(2)));
      }
    }
    return numbers;
  }
}
