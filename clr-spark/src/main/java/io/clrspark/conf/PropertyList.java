package io.clrspark.conf;

import io.clrspark.conf.Property.Decides;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;

/** Declares properties, and lists them in the order in which they were declared. */
final class PropertyList extends AbstractList<Property<?>> {
  private final List<Property<?>> declared = new ArrayList<>();

  /** Begins a property without a default. */
  <T> Declaration<T> of(String name, ValueType<T> type) {
    return of(name, type, "");
  }

  <T> Declaration<T> of(String name, ValueType<T> type, Decides decides) {
    return of(name, type, "", decides);
  }

  <T> Declaration<T> of(String name, ValueType<T> type, String standard) {
    return of(name, type, standard, Decides.RESULT);
  }

  /**
   * Begins a property.
   *
   * @param name the key without its prefix
   * @param standard the default as a user would write it; empty for none
   * @param decides what the property decides about a training
   */
  <T> Declaration<T> of(String name, ValueType<T> type, String standard, Decides decides) {
    return doc -> {
      Property<T> property = new Property<>(name, type, standard, decides, doc);
      declared.add(property);
      return property;
    };
  }

  /** A property that lacks its description. */
  @FunctionalInterface
  interface Declaration<T> {
    /** The property with its description, in one line. */
    Property<T> doc(String doc);
  }

  @Override
  public Property<?> get(int index) {
    return declared.get(index);
  }

  @Override
  public int size() {
    return declared.size();
  }
}
