package io.clrspark.conf;

import io.clrspark.Internal;
import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Values of properties, each of its property's type; immutable. */
@Internal
public final class PropertyValues implements Serializable {

  /** No value is set. */
  public static final PropertyValues NONE = new PropertyValues(new TreeMap<>());

  private static final long serialVersionUID = 1L;

  private final TreeMap<String, Object> values;

  /** The values by full key. */
  PropertyValues(SortedMap<String, Object> values) {
    this.values = new TreeMap<>(values);
  }

  /** These with another value for a property. */
  public <T> PropertyValues with(Property<T> property, T value) {
    PropertyValues changed = new PropertyValues(values);
    changed.values.put(property.key(), value);
    return changed;
  }

  /** These without what was set for some properties. */
  public PropertyValues without(Collection<? extends Property<?>> unset) {
    PropertyValues fewer = new PropertyValues(values);
    unset.forEach(property -> fewer.values.remove(property.key()));
    return fewer;
  }

  /** Of these, what was set for some properties. */
  public PropertyValues only(Collection<? extends Property<?>> wanted) {
    PropertyValues fewer = new PropertyValues(values);
    fewer.values.keySet().retainAll(wanted.stream().map(Property::key).toList());
    return fewer;
  }

  /** Whether a value was set. */
  public boolean has(Property<?> property) {
    return has(property.key());
  }

  /** Whether a value was set under a full key, which may be numbered. */
  public boolean has(String key) {
    return values.containsKey(key);
  }

  /** The value that was set; empty without one, whatever the default. */
  public <T> Optional<T> set(Property<T> property) {
    return at(property.key());
  }

  /** The same of a numbered property, such as that of {@code spark.clr.reset.2.maxLr}. */
  public <T> Optional<T> set(Property<T> property, int number) {
    return at(property.key(number));
  }

  @SuppressWarnings("unchecked") // under a property's key is what its parser or with() gave
  private <T> Optional<T> at(String key) {
    return Optional.ofNullable((T) values.get(key));
  }

  /**
   * The value that was set, or the default.
   *
   * @throws InvalidPropertyException if there is neither
   */
  public <T> T get(Property<T> property) {
    return set(property)
        .or(property::defaultValue)
        .orElseThrow(
            () ->
                new InvalidPropertyException(
                    "Missing " + property + ": set it (" + property.doc() + ")"));
  }

  /** The texts of some properties' values and defaults, by full key. */
  public SortedMap<String, String> texts(
      Collection<? extends Property<?>> wanted, Predicate<Property<?>> isShown) {
    SortedMap<String, String> texts = new TreeMap<>();
    wanted.stream()
        .filter(isShown)
        .forEach(property -> text(property).ifPresent(text -> texts.put(property.key(), text)));
    return texts;
  }

  /** The text of a value, or of the default. */
  public <T> Optional<String> text(Property<T> property) {
    return set(property).or(property::defaultValue).map(property::format);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PropertyValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
