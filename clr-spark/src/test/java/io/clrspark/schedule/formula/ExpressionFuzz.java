package io.clrspark.schedule.formula;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clrspark.schedule.ScaleFunction;
import io.clrspark.testing.UserErrors;

/** A scale expression of any text, and its values. */
public final class ExpressionFuzz {

  private ExpressionFuzz() {}

  /** What Jazzer calls once: classes take seconds to load, which no input is to blame for. */
  public static void fuzzerInitialize() {
    use("sin(x)+1");
  }

  /** What Jazzer calls with each input. */
  public static void fuzzerTestOneInput(byte[] input) {
    UserErrors.onlyFrom(() -> use(new String(input, UTF_8)));
  }

  private static void use(String text) {
    ScaleFunction function = ScaleFunction.expression(text);
    for (double x : new double[] {0, 1, 2.5, 1e9}) {
      if (Double.compare(function.scale(x), function.scale(x)) != 0) {
        throw new AssertionError("two values at " + x);
      }
    }
  }
}
