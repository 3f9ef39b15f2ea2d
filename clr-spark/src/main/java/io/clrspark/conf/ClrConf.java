package io.clrspark.conf;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.NearestNames;
import java.util.List;
import java.util.Locale;
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

  /** Of a key: what should be the prefix, and the name. */
  private static final Pattern PARTS = Pattern.compile("(?i)spark\\.(clr|[a-z0-9]+)[^a-z0-9]?(.*)");

  private static final Pattern COMMENT = Pattern.compile(".*\\s#.*|#\\s.*");
  private static final Pattern SWALLOWED =
      Pattern.compile(".*spark\\.clr\\.[\\w.]+\\s*[=:\\s]\\s*\\S.*");
  private static final Pattern QUOTED = Pattern.compile("(['\"]).+\\1");

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
          if (isOurs(key)) {
            requireKnown(key, known);
            requireNoSlip(key, text.strip());
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

  /** Whether a key has the prefix, or one beside it: Spark would ignore that without a word. */
  private static boolean isOurs(String key) {
    Matcher parts = PARTS.matcher(key);
    return parts.matches() && NearestNames.distance(parts.group(1), "clr") <= 1;
  }

  private static void requireKnown(String key, List<String> known) {
    String declared = NUMBERED.matcher(key).replaceFirst("$1N$3");
    if (!known.contains(declared) || key.contains(".N.")) {
      String nearest =
          nearest(key, known).map(". The nearest known one is %s;"::formatted).orElse(":");
      throw new InvalidPropertyException(
          "Unknown property %s%s docs/reference/configuration.md lists all."
              .formatted(MessageText.of(key), nearest));
    }
  }

  /** The one that was probably meant: of the same last part, or of few other letters. */
  private static Optional<String> nearest(String key, List<String> known) {
    Matcher parts = PARTS.matcher(key);
    String name = parts.matches() ? parts.group(2) : key;
    String end = "." + name.toLowerCase(Locale.ROOT);
    Optional<String> sameEnd =
        known.stream().filter(one -> one.toLowerCase(Locale.ROOT).endsWith(end)).findFirst();
    String wanted = Property.PREFIX + name;
    return sameEnd.or(
        () ->
            NearestNames.of(wanted, known, 1).stream()
                .filter(one -> NearestNames.distance(wanted, one) <= Math.max(2, name.length() / 3))
                .findFirst());
  }

  /** Refuses what a properties file makes of a value that was meant otherwise. */
  private static void requireNoSlip(String key, String text) {
    if (COMMENT.matcher(text).matches()) {
      throw InvalidPropertyException.of(
          key, text, "a # after a blank is part of the value: give a comment a line of its own");
    }
    if (SWALLOWED.matcher(text).matches()) {
      throw InvalidPropertyException.of(
          key, text, "it has another property in it: end the line before that without a backslash");
    }
    if (QUOTED.matcher(text).matches()) {
      throw InvalidPropertyException.of(
          key, text, "quotation marks are part of the value: leave them out");
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
  @Internal
  public SortedSet<Integer> resetNumbers() {
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
