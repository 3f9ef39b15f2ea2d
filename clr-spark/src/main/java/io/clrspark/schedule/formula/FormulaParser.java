package io.clrspark.schedule.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Turns a formula's text into a function of x by recursive descent.
 *
 * <p>An operand is a number, a name, a call, a part in parentheses, or a minus and what it negates.
 * {@link #operation} joins operands by operators of rising precedence. Each level of recursion uses
 * up a character, so {@link Formula#MAX_LENGTH} bounds the depth.
 */
final class FormulaParser {
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
    DoubleUnaryOperator function = new FormulaParser(text).operation(Operator.COMPARISON);
    if (!text.atEnd()) {
      throw text.expected("an operator");
    }
    return Comparison.refused(function);
  }

  /** Operands joined by operators of at least the precedence. */
  private DoubleUnaryOperator operation(int precedence) {
    DoubleUnaryOperator left = operand();
    Optional<Operator> next = next(precedence);
    while (next.isPresent()) {
      Operator operator = next.get();
      int place = text.place();
      text.take(operator.sign());
      left = operator.of(left, operation(operator.precedenceOnTheRight()), place);
      next = next(precedence);
    }
    return left;
  }

  /** The operator that is next, if it has at least the precedence. */
  private Optional<Operator> next(int precedence) {
    return Operator.ALL.stream()
        .filter(operator -> text.at(operator.sign()) && operator.precedence() >= precedence)
        .findFirst();
  }

  private DoubleUnaryOperator operand() {
    if (text.take("-")) {
      return negated();
    }
    if (text.take("(")) {
      DoubleUnaryOperator inner = operation(Operator.COMPARISON);
      close("an operator or ')'");
      return inner;
    }
    Optional<String> name = text.takeName();
    return name.isPresent() ? named(name.get()) : number();
  }

  /** What follows a minus: as strong as the power, so that -x^2 is -(x^2). */
  private DoubleUnaryOperator negated() {
    boolean even = false;
    while (text.take("-")) {
      even = !even;
    }
    DoubleUnaryOperator part = Comparison.refused(operation(Operator.POWER));
    return even ? part : x -> -part.applyAsDouble(x);
  }

  private void close(String expected) {
    if (!text.take(")")) {
      throw text.expected(expected);
    }
  }

  private DoubleUnaryOperator number() {
    String number = text.takeNumber().orElseThrow(() -> text.expected("a number, x or a function"));
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
    List<DoubleUnaryOperator> arguments = arguments();
    close("an operator, ',' or ')'");
    return Functions.call(name, arguments);
  }

  private List<DoubleUnaryOperator> arguments() {
    List<DoubleUnaryOperator> arguments = new ArrayList<>();
    do {
      arguments.add(operation(Operator.COMPARISON));
    } while (text.take(","));
    return arguments;
  }
}
