package io.clrspark.ml.param;

import io.clrspark.conf.Property;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.Collectors;
import scala.runtime.AbstractFunction1;

/**
 * A property's rule for a value of its Param. What breaks it is refused with the property's own
 * message, which says more than Spark's.
 */
final class DeclaredRule<V> extends AbstractFunction1<V, Object> implements Serializable {

  private static final long serialVersionUID = 1L;

  private final String name;

  /**
   * @param name the Param's name
   */
  DeclaredRule(String name) {
    this.name = name;
  }

  /**
   * True.
   *
   * @throws io.clrspark.conf.InvalidPropertyException if the value breaks the rule
   */
  @Override
  public Object apply(V value) {
    Property<?> property = ParamNames.property(name).orElseThrow();
    property.parse(name, text(value));
    return true;
  }

  /** The value as the text of a property. */
  static String text(Object value) {
    if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","));
    }
    return value instanceof String[] texts ? String.join(",", texts) : String.valueOf(value);
  }
}
