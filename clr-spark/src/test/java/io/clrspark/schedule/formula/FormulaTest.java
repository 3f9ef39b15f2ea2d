package io.clrspark.schedule.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        "if(x < 3, 1/0, if(x > 5, 7, 8)); 8"
      })
  void atThree(String text, double value) {
    assertThat(Formula.parse(text).at(3)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x+; ends where a number, x or a function should follow",
        "x 2 *; is not a valid expression: '2' cannot stand here, at character 3",
        "max(1,,2); is not a valid expression: ',' cannot stand here, at character 7",
        "max(x 2); is not a valid expression: '2' cannot stand here, at character 7",
        "(1,2)+3; is not a valid expression: ',' cannot stand here, at character 3",
        "min(); is not a valid expression: ')' cannot stand here, at character 5",
        "sin(x,2); is not a valid expression: too many parameters for function, at character 1",
        "if(x<1,2); is not a valid expression: not enough parameters for function, at character 1",
        "2x; is not a valid expression: missing operator, at character 2",
        "sin(x; is not a valid expression: closing brace not found, at character 1",
        "x); is not a valid expression: unexpected closing brace, at character 2",
        "x[0]; is not a valid expression: undefined operator '[', at character 2",
        "x.y; is not a valid expression: undefined operator '.', at character 2",
        "\"a\"; is not a valid expression: 'a' cannot stand here, at character 1",
        "x=1; is not a valid expression: undefined operator '=', at character 2",
        "sin; the function sin needs its arguments in parentheses",
        "0x10; '0x10' is not a decimal number",
        "1e999; the number 1e999 is too large"
      })
  void notOfTheLanguage_isAnErrorThatSaysWhere(String text, String reason) {
    assertThatIllegalArgumentException().isThrownBy(() -> Formula.parse(text)).withMessage(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"y", "NULL", "true", "random()", "fact(9)", "DT_NOW()", "STR_LENGTH(x)"})
  void unknownNames_areErrorsThatListWhatThereIs(String text) {
    String name = text.replaceAll("\\(.*", "");
    assertThatThrownBy(() -> Formula.parse(text))
        .hasMessage(
            "unknown name '%s'; there are x, pi, e and the functions abs, acos, asin, atan, ceil, cos,"
                    .formatted(name)
                + " exp, floor, if, ln, log, log10, max, min, sin, sqrt, tan");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x<1", "1+(x<1)", "if(1,2,3)", "if(x<1<2,1,2)", "if(x,1,2)"})
  void comparisonsOutsideOfAnIf_areErrors(String text) {
    assertThatThrownBy(() -> Formula.parse(text))
        .hasMessageContaining("comparisons go into if(a < b, then, otherwise) and nowhere else");
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
  void nastyTexts_neitherHangNorOverflowTheStack() {
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          assertThat(Formula.parse("9^9^9^9^9").at(1)).isInfinite();
          assertThat(Formula.parse("(".repeat(499) + "x" + ")".repeat(499)).at(7)).isEqualTo(7);
          assertThat(Formula.parse("-".repeat(999) + "x").at(7)).isEqualTo(-7);
          assertThat(Formula.parse("x" + "^x".repeat(499)).at(1)).isEqualTo(1);
          assertThat(Formula.parse("abs(".repeat(199) + "x" + ")".repeat(199)).at(7)).isEqualTo(7);
        });
    assertThatThrownBy(() -> Formula.parse("(".repeat(100_000)))
        .hasMessage("must have at most 1000 characters, but has 100000");
  }

  @Test
  void oneFormula_givesTheSameInManyThreads() {
    Formula formula = Formula.parse("0.5*(1+sin(x*pi/2))");
    double[] alone = IntStream.range(0, 10_000).mapToDouble(formula::at).toArray();
    double[] together = IntStream.range(0, 10_000).parallel().mapToDouble(formula::at).toArray();
    assertThat(together).containsExactly(alone);
    assertThat(formula).hasToString("0.5*(1+sin(x*pi/2))");
  }
}
