package io.clrspark.schedule.formula;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions that a formula may call. They are {@link StrictMath}'s, which give the same bits on
 * every processor.
 */
final class Functions {
  private static final String IF = "if";

  private static final Map<String, DoubleUnaryOperator> OF_ONE =
      Map.ofEntries(
          Map.entry("sin", StrictMath::sin),
          Map.entry("cos", StrictMath::cos),
          Map.entry("tan", StrictMath::tan),
          Map.entry("asin", StrictMath::asin),
          Map.entry("acos", StrictMath::acos),
          Map.entry("atan", StrictMath::atan),
          Map.entry("exp", StrictMath::exp),
          Map.entry("ln", StrictMath::log),
          Map.entry("log", StrictMath::log),
          Map.entry("log10", StrictMath::log10),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("abs", Math::abs),
          Map.entry("floor", Math::floor),
          Map.entry("ceil", Math::ceil));

  /** Functions of one or more arguments, applied from left to right. */
  private static final Map<String, DoubleBinaryOperator> OF_MANY =
      Map.of("min", Math::min, "max", Math::max);

  /** All names, in alphabetical order. */
  private static final List<String> NAMES = names();

  private Functions() {}

  private static List<String> names() {
    SortedSet<String> names = new TreeSet<>(OF_ONE.keySet());
    names.addAll(OF_MANY.keySet());
    names.add(IF);
    return List.copyOf(names);
  }

  /**
   * @throws IllegalArgumentException if no function has the name; lists those that there are
   */
  static void requireKnown(String name) {
    if (!NAMES.contains(canonical(name))) {
      throw new IllegalArgumentException(
          "unknown name '%s'; there are x, pi, e and the functions %s"
              .formatted(name, String.join(", ", NAMES)));
    }
  }

  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The function of x that a call is.
   *
   * @param name one of a function that is known
   * @param arguments at least one
   * @throws IllegalArgumentException if their number is not the function's, or a comparison stands
   *     anywhere but in the condition of an if
   */
  static DoubleUnaryOperator call(String name, List<DoubleUnaryOperator> arguments) {
    String canonical = canonical(name);
    DoubleBinaryOperator ofMany = OF_MANY.get(canonical);
    if (ofMany != null) {
      return arguments.stream().reduce((a, b) -> Operator.joined(ofMany, a, b)).orElseThrow();
    }
    requireCount(name, canonical.equals(IF) ? 3 : 1, arguments.size());
    return canonical.equals(IF)
        ? Comparison.choice(arguments.get(0), arguments.get(1), arguments.get(2))
        : Comparison.refused(arguments.get(0)).andThen(OF_ONE.get(canonical));
  }

  private static void requireCount(String name, int wanted, int count) {
    if (count != wanted) {
      throw new IllegalArgumentException(
          "the function %s takes %d argument%s, but has %d"
              .formatted(name, wanted, wanted == 1 ? "" : "s", count));
    }
  }
}
