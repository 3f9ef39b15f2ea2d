package io.clrspark.schedule.formula;

import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final String INVALID = "is not a valid expression: ";

  private Functions() {}

  /**
   * @throws IllegalArgumentException if no function has the name; lists those that there are
   */
  static void requireKnown(String name) {
    TreeSet<String> names = new TreeSet<>(OF_ONE.keySet());
    names.addAll(OF_MANY.keySet());
    names.add(IF);
    if (!names.contains(canonical(name))) {
      throw new IllegalArgumentException(
          "unknown name '%s'; there are x, pi, e and the functions %s"
              .formatted(name, String.join(", ", names)));
    }
  }

  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * The function of x that a call is.
   *
   * @param name the name of a known function
   * @param arguments at least one
   * @throws IllegalArgumentException if their number is not the function's, or a comparison stands
   *     anywhere but in the condition of an if
   */
  static DoubleUnaryOperator call(String name, List<DoubleUnaryOperator> arguments) {
    String canonical = canonical(name);
    DoubleBinaryOperator ofMany = OF_MANY.get(canonical);
    if (ofMany != null) {
      return arguments.stream().reduce((a, b) -> joined(ofMany, a, b)).orElseThrow();
    }
    int wanted = canonical.equals(IF) ? 3 : 1;
    if (arguments.size() != wanted) {
      throw new IllegalArgumentException(
          "the function %s takes %d argument%s, but has %d"
              .formatted(name, wanted, wanted == 1 ? "" : "s", arguments.size()));
    }
    return canonical.equals(IF)
        ? choice(arguments.get(0), number(arguments.get(1)), number(arguments.get(2)))
        : number(arguments.get(0)).andThen(OF_ONE.get(canonical));
  }

  private static DoubleUnaryOperator choice(
      DoubleUnaryOperator condition, DoubleUnaryOperator then, DoubleUnaryOperator otherwise) {
    if (!(condition instanceof Comparison)) {
      throw new IllegalArgumentException(
          INVALID + "the condition of an if must be a comparison, such as x < 3");
    }
    return x -> (condition.applyAsDouble(x) != 0 ? then : otherwise).applyAsDouble(x);
  }

  /** A function of the values of two parts; refuses a part that is a comparison. */
  static DoubleUnaryOperator joined(
      DoubleBinaryOperator function, DoubleUnaryOperator left, DoubleUnaryOperator right) {
    DoubleUnaryOperator first = number(left);
    DoubleUnaryOperator second = number(right);
    return x -> function.applyAsDouble(first.applyAsDouble(x), second.applyAsDouble(x));
  }

  /**
   * The part of a formula, which must be a number.
   *
   * @throws IllegalArgumentException if it is a comparison
   */
  static DoubleUnaryOperator number(DoubleUnaryOperator part) {
    if (part instanceof Comparison comparison) {
      throw new IllegalArgumentException(
          INVALID
              + "comparisons go into if(a < b, then, otherwise) and nowhere else, at character "
              + comparison.place);
    }
    return part;
  }

  /**
   * The part of a formula that compares two numbers. It may only be the condition of an if.
   *
   * @param truth 1 where the comparison holds, else 0
   * @param place of the operator in the text, from 1
   */
  record Comparison(DoubleUnaryOperator truth, int place) implements DoubleUnaryOperator {
    @Override
    public double applyAsDouble(double x) {
      return truth.applyAsDouble(x);
    }
  }
}
