package io.clrspark.schedule;

import java.io.Serializable;

/**
 * A custom amplitude: what share of the range {@code maxLr - baseLr} a cycle may use.
 *
 * <p>Must be a pure function with {@code 0 <= scale(x) <= 1} for every x that the run meets. It is
 * serializable because the schedule travels to Spark's workers. A lambda works everywhere but in
 * JSON; {@link #expression} works there too.
 */
@FunctionalInterface
public interface ScaleFunction extends Serializable {

  /**
   * The share of the range at {@code x}.
   *
   * @param x the cycle (1, 2, 3 ...) or the iterations since the last reset (0, 1, 2 ...), as
   *     {@link ScaleMode} says
   * @return 0 to 1
   */
  double scale(double x);

  /**
   * A scale function from an expression in {@code x}, such as {@code 0.5*(1+sin(x*pi/2))}. It
   * equals any other of the same text and survives JSON.
   *
   * @param text numbers, x, pi, e, {@code + - * / ^}, parentheses and the functions that {@link
   *     io.clrspark.schedule.formula.Formula} lists
   * @throws InvalidScheduleException if the text is not such an expression
   */
  static ScaleFunction expression(String text) {
    return new ExpressionScale(text);
  }
}
