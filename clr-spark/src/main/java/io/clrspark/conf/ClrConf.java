package io.clrspark.conf;

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

  /** What all keys start with; Spark hands on no others. */
  static final String PREFIX = "spark.clr.";

  private static final int MOST_CHARACTERS = 1 << 16;

  private static final Pattern NUMBERED =
      Pattern.compile("(spark\\.clr\\.reset\\.)([1-9]\\d{0,5})(\\..*)");

  private final Map<String, String> values;

  private ClrConf(Map<String, String> values) {
    this.values = values;
  }

  /** All properties there are, in the order of the documentation. */
  public static List<Property<?>> properties() {
    return Stream.of(
            ScheduleProperties.all(),
            TrainingProperties.all(),
            CheckpointProperties.all(),
            RangeProperties.all(),
            DataProperties.all(),
            ModelProperties.all())
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
    Map<String, String> values = new TreeMap<>();
    properties.forEach(
        (key, value) -> {
          if (key.startsWith(PREFIX)) {
            requireKnown(key, known);
            requirePlain(key, value.strip());
            if (!value.isBlank()) {
              values.put(key, value);
            }
          }
        });
    ClrConf conf = new ClrConf(values);
    conf.requireValid();
    return conf;
  }

  /** Reads every value once, so that all that is wrong in itself is known before any work. */
  private void requireValid() {
    properties().forEach(this::set);
    for (int number : resetNumbers()) {
      ScheduleProperties.ofReset().forEach(property -> set(property, number));
    }
    DataRules.require(this);
    ModelRules.require(this);
    RangeProperties.require(this);
    CheckpointProperties.require(this);
    if (set(TrainingProperties.EPOCHS).isPresent()) {
      set(TrainingProperties.ITERATIONS)
          .ifPresent(
              iterations -> {
                throw InvalidPropertyException.of(
                    TrainingProperties.ITERATIONS.key(),
                    iterations.toString(),
                    TrainingProperties.EPOCHS
                        + " = "
                        + get(TrainingProperties.EPOCHS)
                        + " is set too: give one of them");
              });
    }
  }

  /** Refuses a property that is set. */
  void refuse(Property<?> property, String reason) {
    String value = values.get(property.key());
    if (value != null) {
      throw InvalidPropertyException.of(property.key(), value, reason);
    }
  }

  /** Hadoop takes minutes over the pattern of a path of a million characters. */
  private static void requirePlain(String key, String value) {
    if (value.length() > MOST_CHARACTERS) {
      throw InvalidPropertyException.of(
          key, value, "must have at most " + MOST_CHARACTERS + " characters");
    }
    boolean isSeparator = key.equals(DataProperties.SEPARATOR.key());
    if (!isSeparator && value.chars().anyMatch(Character::isISOControl)) {
      throw InvalidPropertyException.of(key, value, "must have no control characters");
    }
  }

  private static void requireKnown(String key, List<String> known) {
    if (!known.contains(declared(key)) || key.contains(".N.")) {
      throw new InvalidPropertyException(
          "Unknown property "
              + MessageText.of(key)
              + ". The nearest known one is "
              + NearestNames.of(key, known, 1).get(0)
              + "; docs/reference/configuration.md lists all.");
    }
  }

  /** The key under which a numbered one is declared; any other key itself. */
  private static String declared(String key) {
    return NUMBERED.matcher(key).replaceFirst("$1N$3");
  }

  /** The properties that were set, by full key. */
  public Map<String, String> asMap() {
    return Map.copyOf(values);
  }

  /** The value that was set; empty without one, whatever the default. */
  public <T> Optional<T> set(Property<T> property) {
    return Optional.ofNullable(values.get(property.key())).map(property::parse);
  }

  /** The same of a numbered property, such as that of {@code spark.clr.reset.2.maxLr}. */
  <T> Optional<T> set(Property<T> property, int number) {
    String key = property.key(number);
    return Optional.ofNullable(values.get(key)).map(text -> property.parse(key, text));
  }

  /** The value that was set, or the default. */
  public <T> T get(Property<T> property) {
    return set(property)
        .or(() -> property.standard().map(property::parse))
        .orElseThrow(
            () ->
                new InvalidPropertyException(
                    "Missing " + property.key() + ": set it (" + property.doc() + ")"));
  }

  /** The numbers N that keys {@code spark.clr.reset.N.*} have. */
  SortedSet<Integer> resetNumbers() {
    SortedSet<Integer> numbers = new TreeSet<>();
    for (String key : values.keySet()) {
      Matcher numbered = NUMBERED.matcher(key);
      if (numbered.matches()) {
        numbers.add(Integer.valueOf(numbered.group(2)));
      }
    }
    return numbers;
  }
}
