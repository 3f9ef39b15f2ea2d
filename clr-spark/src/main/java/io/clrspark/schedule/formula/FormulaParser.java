package io.clrspark.schedule.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * Reads a formula by recursive descent, with the precedence of operators. Each level of recursion
 * uses up a character, so {@link Formula#MAX_LENGTH} bounds the depth.
 */
final class FormulaParser {
  private static final int COMPARISON = 1;
  private static final int POWER = 4;

  /** Operators of a higher precedence are applied first. */
  private record Operator(String sign, int precedence, DoubleBinaryOperator function) {}

  private static final List<Operator> OPERATORS =
      List.of(
          new Operator("<", COMPARISON, (a, b) -> a < b ? 1 : 0),
          new Operator("<=", COMPARISON, (a, b) -> a <= b ? 1 : 0),
          new Operator(">", COMPARISON, (a, b) -> a > b ? 1 : 0),
          new Operator(">=", COMPARISON, (a, b) -> a >= b ? 1 : 0),
          new Operator("+", 2, Double::sum),
          new Operator("-", 2, (a, b) -> a - b),
          new Operator("*", 3, (a, b) -> a * b),
          new Operator("/", 3, (a, b) -> a / b),
          new Operator("^", POWER, StrictMath::pow));

  private final FormulaText text;

  private FormulaParser(FormulaText text) {
    this.text = text;
  }

  /**
   * The function that the text describes.
   *
   * @throws IllegalArgumentException with the first fault in the text
   */
  static DoubleUnaryOperator parse(String formula) {
    FormulaText text = new FormulaText(formula);
    if (text.atEnd()) {
      throw new IllegalArgumentException("must not be empty");
    }
    DoubleUnaryOperator function = new FormulaParser(text).operation(COMPARISON);
    if (!text.atEnd()) {
      throw text.expected("an operator");
    }
    return Functions.number(function);
  }

  /** Operands joined by operators of at least the precedence. */
  private DoubleUnaryOperator operation(int precedence) {
    DoubleUnaryOperator left = operand();
    Optional<Operator> next = next(precedence);
    while (next.isPresent()) {
      left = joined(left, next.get());
      next = next(precedence);
    }
    return left;
  }

  /** The operator that is next, if it has at least the precedence. */
  private Optional<Operator> next(int precedence) {
    return OPERATORS.stream()
        .filter(operator -> operator.precedence >= precedence && text.at(operator.sign))
        .findFirst();
  }

  private DoubleUnaryOperator joined(DoubleUnaryOperator left, Operator operator) {
    int place = text.place();
    text.take(operator.sign);
    // Powers alone associate to the right.
    DoubleUnaryOperator right =
        operation(operator.precedence == POWER ? POWER : operator.precedence + 1);
    DoubleUnaryOperator joined = Functions.joined(operator.function, left, right);
    return operator.precedence == COMPARISON ? new Functions.Comparison(joined, place) : joined;
  }

  private DoubleUnaryOperator operand() {
    if (text.take("-")) {
      return negated();
    }
    if (text.take("(")) {
      DoubleUnaryOperator inner = operation(COMPARISON);
      close("an operator or ')'");
      return inner;
    }
    return text.take(FormulaText.NAME).map(this::named).orElseGet(this::number);
  }

  /** What follows a minus. It binds as strongly as a power, so that -x^2 is -(x^2). */
  private DoubleUnaryOperator negated() {
    boolean even = false;
    while (text.take("-")) {
      even = !even;
    }
    DoubleUnaryOperator part = Functions.number(operation(POWER));
    return even ? part : x -> -part.applyAsDouble(x);
  }

  private void close(String expected) {
    if (!text.take(")")) {
      throw text.expected(expected);
    }
  }

  private DoubleUnaryOperator number() {
    String number =
        text.take(FormulaText.NUMBER).orElseThrow(() -> text.expected("a number, x or a function"));
    try {
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return x -> value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + number + "' is not a decimal number", e);
    }
    throw new IllegalArgumentException("the number " + number + " is too large");
  }

  private DoubleUnaryOperator named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "x" -> x -> x;
      case "pi" -> x -> Math.PI;
      case "e" -> x -> Math.E;
      default -> call(name);
    };
  }

  private DoubleUnaryOperator call(String name) {
    Functions.requireKnown(name);
    if (!text.take("(")) {
      throw new IllegalArgumentException(
          "the function " + name + " needs its arguments in parentheses");
    }
    List<DoubleUnaryOperator> arguments = new ArrayList<>();
    do {
      arguments.add(operation(COMPARISON));
    } while (text.take(","));
    close("an operator, ',' or ')'");
    return Functions.call(name, arguments);
  }
}
