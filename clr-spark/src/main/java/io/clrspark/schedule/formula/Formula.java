package io.clrspark.schedule.formula;

import io.clrspark.Internal;
import java.util.function.DoubleUnaryOperator;

/**
 * A function of x given as text, such as {@code 0.5*(1+sin(x*pi/2))}.
 *
 * <p>The language: decimal numbers; the variable x; the constants pi and e; {@code + - * / ^} and
 * parentheses, with the precedence of mathematics ({@code -x^2} is {@code -(x^2)}, {@code 2^3^2} is
 * {@code 2^(3^2)}); {@code sin cos tan asin acos atan} in radians; {@code exp ln log log10 sqrt abs
 * floor ceil}, where log is the natural logarithm; {@code min max} of one or more; and {@code if(a
 * < b, then, otherwise)} with {@code < <= > >=}. Case does not matter.
 *
 * <p>There is nothing else: no loops, no other names, no access to anything outside. Evaluation is
 * in doubles by {@link StrictMath}'s functions, in time linear in the text. Immutable and
 * thread-safe.
 */
@Internal
public final class Formula {
  /** The longest text that is parsed, in characters. */
  public static final int MAX_LENGTH = 1000;

  private final DoubleUnaryOperator function;

  private Formula(DoubleUnaryOperator function) {
    this.function = function;
  }

  /**
   * Reads a formula.
   *
   * @throws IllegalArgumentException if the text is empty, longer than {@link #MAX_LENGTH} or not
   *     of the language; the message is the reason alone, for the caller to put into its own
   */
  public static Formula parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "must have at most " + MAX_LENGTH + " characters, but has " + text.length());
    }
    return new Formula(FormulaParser.parse(text));
  }

  /** The value at x; infinite or NaN where the arithmetic is. */
  public double at(double x) {
    return function.applyAsDouble(x);
  }
}
