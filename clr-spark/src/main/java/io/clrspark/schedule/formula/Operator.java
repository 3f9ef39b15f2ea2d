package io.clrspark.schedule.formula;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An operator between two operands.
 *
 * @param sign how a formula writes it
 * @param precedence operators of a higher one are applied first
 * @param function of the operands' values; a comparison is 1 where it holds, else 0
 */
record Operator(String sign, int precedence, DoubleBinaryOperator function) {
  static final int COMPARISON = 1;
  static final int POWER = 4;

  static final List<Operator> ALL =
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

  /** The lowest precedence within the right operand; powers alone associate to the right. */
  int precedenceOnTheRight() {
    return precedence == POWER ? POWER : precedence + 1;
  }

  /**
   * The operator applied to two operands.
   *
   * @param place of the operator in the text, from 1
   * @throws IllegalArgumentException if an operand is a comparison
   */
  DoubleUnaryOperator of(DoubleUnaryOperator left, DoubleUnaryOperator right, int place) {
    DoubleUnaryOperator joined = joined(function, left, right);
    return precedence == COMPARISON ? new Comparison(joined, place) : joined;
  }

  /**
   * A function of the values of two parts.
   *
   * @throws IllegalArgumentException if a part is a comparison
   */
  static DoubleUnaryOperator joined(
      DoubleBinaryOperator function, DoubleUnaryOperator left, DoubleUnaryOperator right) {
    DoubleUnaryOperator first = Comparison.refused(left);
    DoubleUnaryOperator second = Comparison.refused(right);
    return x -> function.applyAsDouble(first.applyAsDouble(x), second.applyAsDouble(x));
  }
}
