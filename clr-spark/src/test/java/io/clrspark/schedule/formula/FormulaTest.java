package io.clrspark.schedule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {

  @Test
  void theTwoOfTheOriginal_areWhatJavaComputes() {
    Formula sine = Formula.parse("0.5*(1+sin(x*pi/2))");
    Formula power = Formula.parse("1/(5^(x*0.0001))");
    for (double x : new double[] {0, 1, 2, 3, 4, 1001, 1e6, 0x1p31}) {
      assertThat(sine.at(x)).isEqualTo(0.5 * (1 + StrictMath.sin(x * Math.PI / 2)));
      assertThat(power.at(x)).isEqualTo(1 / StrictMath.pow(5, x * 0.0001));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "1+2*x; 7",
        "(1+2)*x; 9",
        "10-4-3; 3",
        "24/4/2; 3",
        "2^x^2; 512",
        "-x^2; -9",
        "(-x)^2; 9",
        "2^-1; 0.5",
        "2^-x^2*4; 0.0078125",
        "2*-x; -6",
        "--x; 3",
        "1 - -x; 4",
        ".5 + 1.5e1 + 2E-1; 15.7",
        "X + PI - pi; 3",
        "ln(e); 1",
        "log(e^2); 2",
        "log10(1000); 3",
        "sqrt(x*x) + abs(-x); 6",
        "min(5, x, 4) + max(1); 4",
        "floor(x/2) + ceil(x/2); 3",
        "exp(0) + cos(0) + SIN(0) + tan(0); 2",
        "asin(1) + acos(1) - 2*atan(1); 0",
        "if(x < 3, 1, 2) + if(x <= 3, 10, 20); 12",
        "if(x > 3, 1, 2) + if(x >= 3, 10, 20); 12",
        "if(x < 3, 1/0, if(x > 5, 7, 8)); 8",
        "if ( ((x) >= (1)) , min (x) , 0 ); 3"
      })
  void atThree(String text, double value) {
    assertThat(Formula.parse(text).at(3)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x+; is not a valid expression: expected a number, x or a function, but found the end, at character 3",
        "+x; is not a valid expression: expected a number, x or a function, but found '+', at character 1",
        "x 2 *; is not a valid expression: expected an operator, but found '2', at character 3",
        "2x; is not a valid expression: expected an operator, but found 'x', at character 2",
        "x (2); is not a valid expression: expected an operator, but found '(', at character 3",
        "max(1,,2); is not a valid expression: expected a number, x or a function, but found ',', at character 7",
        "max(x 2); is not a valid expression: expected an operator, ',' or ')', but found '2', at character 7",
        "(1,2)+3; is not a valid expression: expected an operator or ')', but found ',', at character 3",
        "min(); is not a valid expression: expected a number, x or a function, but found ')', at character 5",
        "sin(x,2); the function sin takes 1 argument, but has 2",
        "if(x<1,2); the function if takes 3 arguments, but has 2",
        "sin(x; is not a valid expression: expected an operator, ',' or ')', but found the end, at character 6",
        "x); is not a valid expression: expected an operator, but found ')', at character 2",
        "x[0]; is not a valid expression: expected an operator, but found '[', at character 2",
        "x.y; is not a valid expression: expected an operator, but found '.', at character 2",
        "\"a\"; is not a valid expression: expected a number, x or a function, but found '\"', at character 1",
        "x=1; is not a valid expression: expected an operator, but found '=', at character 2",
        "😀; is not a valid expression: expected a number, x or a function, but found '😀', at character 1",
        "sin; the function sin needs its arguments in parentheses",
        "0x10; is not a valid expression: expected an operator, but found 'x10', at character 2",
        "1.2.3; '1.2.3' is not a decimal number",
        "1e+; '1e+' is not a decimal number",
        "1e999; the number 1e999 is too large"
      })
  void notOfTheLanguage_isAnErrorThatSaysWhere(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> Formula.parse(text)).withMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"y", "NULL", "true", "random()", "fact(9)", "sın(x)", "DT_NOW()", "STR_LENGTH(x)"})
  void unknownNames_areErrorsThatListWhatThereIs(String text) {
    String name = text.replaceAll("\\(.*", "");
    assertThatThrownBy(() -> Formula.parse(text))
        .hasMessage(
            "unknown name '%s'; there are x, pi, e and the functions abs, acos, asin, atan, ceil, cos,"
                    .formatted(name)
                + " exp, floor, if, ln, log, log10, max, min, sin, sqrt, tan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"x<1; 2", "1+(x<1); 5", "if(x<1<2,1,2); 5", "max(x<1); 6", "if(x<1,x>1,2); 9"})
  void comparisonsOutsideOfAnIf_areErrors(String text, int place) {
    assertThatThrownBy(() -> Formula.parse(text))
        .hasMessage(
            "is not a valid expression: comparisons go into if(a < b, then, otherwise) and nowhere"
                + " else, at character "
                + place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"if(1,2,3)", "if(x,1,2)", "if(if(x<1,2,3),1,2)"})
  void ifWithoutAComparison_isAnError(String text) {
    assertThatThrownBy(() -> Formula.parse(text))
        .hasMessage(
            "is not a valid expression: the condition of an if must be a comparison, such as x < 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "\n"})
  void emptyText_isAnError(String text) {
    assertThatThrownBy(() -> Formula.parse(text)).hasMessage("must not be empty");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x.getClass()",
        "java.lang.Runtime.getRuntime().exec(x)",
        "T(java.lang.Runtime)",
        "new java.io.File(x)",
        "${jndi:ldap://127.0.0.1/x}",
        "\"http://127.0.0.1\"",
        "file(x)",
        "STR_FORMAT(\"%s\", x)",
        "DT_NOW()",
        "RANDOM()",
        "x=1",
        "x;x",
        "x[0]",
        "{x}",
        "while(x<1,x,x)"
      })
  void anythingButArithmetic_isNoExpression(String text) {
    assertThatThrownBy(() -> Formula.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Of the longest texts, the slowest that there are: powers of powers. */
  @Test
  void value_takesBoundedTime() {
    Formula slow = Formula.parse("x" + "^x".repeat(499));
    assertTimeout(
        Duration.ofSeconds(10),
        () -> assertThat(IntStream.range(0, 10_000).mapToDouble(slow::at).sum()).isNotNegative());
  }

  @Test
  void nastyTexts_endQuickly() {
    assertTimeout(
        Duration.ofSeconds(10), () -> assertThat(Formula.parse("9^9^9^9^9").at(1)).isInfinite());
    assertThatThrownBy(() -> Formula.parse("(".repeat(100_000)))
        .hasMessage("must have at most 1000 characters, but has 100000");
    assertThatThrownBy(() -> Formula.parse("(".repeat(1000)))
        .hasMessage(
            "is not a valid expression: expected a number, x or a function, but found the end, at"
                + " character 1001");
  }

  @ParameterizedTest
  @MethodSource
  void deepestTexts_takeAMegabyteOfStackAtMost(String text) throws Exception {
    FutureTask<Double> value = new FutureTask<>(() -> Formula.parse(text).at(7));
    Thread thread = new Thread(null, value, "stack of a megabyte", 1 << 20);
    thread.start();
    assertThat(Math.abs(value.get())).isEqualTo(7);
  }

  static Stream<String> deepestTexts_takeAMegabyteOfStackAtMost() {
    return Stream.of(
        nested(499, "("),
        nested(199, "abs("),
        nested(142, "max(x,"),
        nested(99, "if(x<x,x,"),
        nested(333, "-("),
        "-".repeat(999) + "x",
        "x" + "^1".repeat(499),
        "x" + "-0".repeat(499));
  }

  private static String nested(int depth, String opening) {
    return opening.repeat(depth) + "x" + ")".repeat(depth);
  }

  @Test
  void oneFormula_givesTheSameInManyThreads() {
    Formula formula = Formula.parse("0.5*(1+sin(x*pi/2))");
    double[] alone = IntStream.range(0, 10_000).mapToDouble(formula::at).toArray();
    double[] together = IntStream.range(0, 10_000).parallel().mapToDouble(formula::at).toArray();
    assertThat(together).containsExactly(alone);
  }
}
