package io.clrspark.schedule.formula;

import java.util.function.DoubleUnaryOperator;

/**
 * The part of a formula that compares two numbers: 1 where it holds, else 0. It may only be the
 * condition of an if.
 *
 * @param truth 1 or 0 for each x
 * @param place of the operator in the text, from 1
 */
record Comparison(DoubleUnaryOperator truth, int place) implements DoubleUnaryOperator {

  /**
   * The part of a formula, which must be a number.
   *
   * @throws IllegalArgumentException if it is a comparison
   */
  static DoubleUnaryOperator refused(DoubleUnaryOperator part) {
    if (part instanceof Comparison comparison) {
      throw new IllegalArgumentException(
          "is not a valid expression: comparisons go into if(a < b, then, otherwise) and nowhere"
              + " else, at character "
              + comparison.place);
    }
    return part;
  }

  /**
   * A choice between two numbers.
   *
   * @throws IllegalArgumentException if the condition is no comparison, or a number is one
   */
  static DoubleUnaryOperator choice(
      DoubleUnaryOperator condition, DoubleUnaryOperator then, DoubleUnaryOperator otherwise) {
    if (!(condition instanceof Comparison)) {
      throw new IllegalArgumentException(
          "is not a valid expression: the condition of an if must be a comparison, such as x < 3");
    }
    DoubleUnaryOperator ifTrue = refused(then);
    DoubleUnaryOperator ifFalse = refused(otherwise);
    return x -> (condition.applyAsDouble(x) != 0 ? ifTrue : ifFalse).applyAsDouble(x);
  }

  @Override
  public double applyAsDouble(double x) {
    return truth.applyAsDouble(x);
  }
}
