package io.clrspark.ml.param;

import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.Property;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;

/**
 * The Params of one estimator or model beside Spark's own. Those of properties have the property's
 * default, rule and documentation. Each is made once.
 */
@Internal
public final class DeclaredParams implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final String NUMBER = ".N.";

  private final Params parent;
  private final TreeMap<String, Param<?>> params = new TreeMap<>();

  /**
   * @param parent the estimator or model, whose uid is known
   */
  public DeclaredParams(Params parent) {
    this.parent = parent;
  }

  /** Makes all Params, and sets their defaults. */
  public void setDefaults() {
    for (Param<?> param : parent.params()) {
      ParamNames.property(param.name()).ifPresent(property -> setDefault(param, property));
    }
  }

  @SuppressWarnings("unchecked") // the Param was made of the property
  private <V> void setDefault(Param<V> param, Property<?> property) {
    property
        .defaultValue()
        .map(value -> isPlain(param) ? asText(property) : asValue(value))
        .ifPresent(value -> parent.setDefault(param, (V) value));
  }

  /** Whether its values are texts. */
  private static boolean isPlain(Param<?> param) {
    return param.getClass() == Param.class;
  }

  private static Object asText(Property<?> property) {
    return property.standard().orElseThrow();
  }

  private static Object asValue(Object value) {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    return list.stream().allMatch(Integer.class::isInstance)
        ? list.stream().mapToInt(Integer.class::cast).toArray()
        : list.stream().map(String.class::cast).toArray(String[]::new);
  }

  DoubleParam number(Property<Double> property) {
    return made(property, (name, rule) -> new DoubleParam(parent, name, property.doc(), rule));
  }

  IntParam count(Property<Integer> property) {
    return made(property, (name, rule) -> new IntParam(parent, name, property.doc(), rule));
  }

  LongParam whole(Property<Long> property) {
    return made(property, (name, rule) -> new LongParam(parent, name, property.doc(), rule));
  }

  BooleanParam yesNo(Property<Boolean> property) {
    return made(property, (name, rule) -> new BooleanParam(parent, name, property.doc()));
  }

  IntArrayParam counts(Property<List<Integer>> property) {
    return this.<int[], IntArrayParam>made(
        property, (name, rule) -> new IntArrayParam(parent, name, property.doc(), rule));
  }

  StringArrayParam texts(Property<List<String>> property) {
    return this.<String[], StringArrayParam>made(
        property, (name, rule) -> new StringArrayParam(parent, name, property.doc(), rule));
  }

  /** The Param of a property of any other type: its text. */
  Param<String> text(Property<?> property) {
    return this.<String, Param<String>>made(
        property, (name, rule) -> new Param<>(parent, name, property.doc(), rule));
  }

  @SuppressWarnings("unchecked") // a property is asked for by one method
  private <V, P extends Param<V>> P made(
      Property<?> property, BiFunction<String, DeclaredRule<V>, P> maker) {
    return (P)
        params.computeIfAbsent(
            ParamNames.of(property), name -> maker.apply(name, new DeclaredRule<>(name)));
  }

  /** The Param of properties that are numbered: an element has those of one number. */
  StringArrayParam numbered(String name, String doc) {
    return (StringArrayParam)
        params.computeIfAbsent(name, any -> new StringArrayParam(parent, name, doc));
  }

  /** A Param that is no property, of any text, without a default. */
  @SuppressWarnings("unchecked") // under a name is one Param
  Param<String> own(String name, String doc) {
    return (Param<String>) params.computeIfAbsent(name, any -> new Param<>(parent, name, doc));
  }

  /** A Param that is no property, of a few texts; the first is the default. */
  @SuppressWarnings("unchecked") // under a name is one Param
  Param<String> choice(String name, String doc, String... allowed) {
    return (Param<String>)
        params.computeIfAbsent(
            name,
            any -> {
              Param<String> param =
                  new Param<>(parent, name, doc, ParamValidators.inArray(allowed));
              parent.setDefault(param, allowed[0]);
              return param;
            });
  }

  /**
   * What was set, as properties.
   *
   * @throws IllegalArgumentException if two Params contradict each other
   */
  public ClrConf conf() {
    Map<String, String> texts = new TreeMap<>();
    for (Param<?> param : parent.params()) {
      if (parent.isSet(param)) {
        Object value = parent.getOrDefault(param);
        ParamNames.property(param.name())
            .ifPresent(property -> texts.put(property.key(), DeclaredRule.text(value)));
        if (param.name().equals(ParamNames.RESETS)) {
          putNumbered("reset", (String[]) value, texts);
        }
      }
    }
    return ParamNames.inErrors(() -> ClrConf.of(texts));
  }

  private static void putNumbered(String group, String[] elements, Map<String, String> texts) {
    for (int i = 0; i < elements.length; i++) {
      for (String option : elements[i].split(",", -1)) {
        String[] parts = option.split("=", 2);
        if (parts.length < 2) {
          throw new IllegalArgumentException(
              "Invalid %ss: %s (must be options such as atIteration=1000,maxLr=0.003)"
                  .formatted(group, elements[i]));
        }
        String key = Property.PREFIX + group + NUMBER + parts[0].strip();
        texts.put(key.replace(NUMBER, "." + (i + 1) + "."), parts[1].strip());
      }
    }
  }
}
