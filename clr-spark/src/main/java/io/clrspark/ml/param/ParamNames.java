package io.clrspark.ml.param;

import io.clrspark.ClrException;
import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names of Params: a property's name with a capital letter in place of each dot and what
 * follows it.
 */
@Internal
public final class ParamNames {

  static final String RESETS = "resets";

  private static final Pattern DOTTED = Pattern.compile("\\.(\\w)");
  private static final Pattern KEY =
      Pattern.compile(Pattern.quote(Property.PREFIX) + "([A-Za-z]+(?:\\.\\w+)*)");

  private static final Map<String, Property<?>> PROPERTIES =
      ClrConf.properties().stream()
          .collect(Collectors.toUnmodifiableMap(ParamNames::of, Function.identity()));

  private ParamNames() {}

  /** The name of the Param of a property. */
  public static String of(Property<?> property) {
    return of(property.name());
  }

  private static String of(String name) {
    return DOTTED.matcher(name).replaceAll(ParamNames::capital);
  }

  private static String capital(MatchResult dotted) {
    return dotted.group(1).toUpperCase(Locale.ROOT);
  }

  /** The property whose Param has that name; empty for a Param of its own. */
  static Optional<Property<?>> property(String param) {
    return Optional.ofNullable(PROPERTIES.get(param));
  }

  /** Does something whose errors name properties; those that are thrown name the Params instead. */
  public static <T> T inErrors(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidPropertyException e) {
      throw new IllegalArgumentException(inText(e), e);
    } catch (ClrException e) {
      throw new ClrException(inText(e), e);
    }
  }

  private static String inText(RuntimeException e) {
    return KEY.matcher(String.valueOf(e.getMessage()))
        .replaceAll((MatchResult key) -> of(key.group(1)));
  }
}
