package io.clrspark.schedule.formula;

import static java.util.Map.entry;

import com.ezylang.evalex.BaseException;
import com.ezylang.evalex.config.ExpressionConfiguration;
import com.ezylang.evalex.config.FunctionDictionaryIfc;
import com.ezylang.evalex.config.MapBasedFunctionDictionary;
import com.ezylang.evalex.config.MapBasedOperatorDictionary;
import com.ezylang.evalex.config.OperatorDictionaryIfc;
import com.ezylang.evalex.operators.OperatorIfc;
import com.ezylang.evalex.operators.PrefixOperator;
import com.ezylang.evalex.operators.arithmetic.InfixDivisionOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMinusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixMultiplicationOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPlusOperator;
import com.ezylang.evalex.operators.arithmetic.InfixPowerOfOperator;
import com.ezylang.evalex.operators.arithmetic.PrefixMinusOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixGreaterOperator;
import com.ezylang.evalex.operators.booleans.InfixLessEqualsOperator;
import com.ezylang.evalex.operators.booleans.InfixLessOperator;
import com.ezylang.evalex.parser.ASTNode;
import com.ezylang.evalex.parser.ParseException;
import com.ezylang.evalex.parser.ShuntingYardConverter;
import com.ezylang.evalex.parser.Token;
import com.ezylang.evalex.parser.Tokenizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** EvalEx, closed to everything but arithmetic: text to syntax tree. */
final class Parser {
  private static final ExpressionConfiguration LANGUAGE =
      ExpressionConfiguration.builder()
          .operatorDictionary(operators())
          .functionDictionary(functions())
          .defaultConstants(Map.of())
          .arraysAllowed(false)
          .structuresAllowed(false)
          .implicitMultiplicationAllowed(false)
          .build();

  private Parser() {}

  /**
   * The syntax tree.
   *
   * @throws IllegalArgumentException with the reason and its position
   */
  static ASTNode parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("must not be empty");
    }
    try {
      List<Token> tokens = new Tokenizer(text, LANGUAGE).parse();
      Grammar.check(tokens);
      return new ShuntingYardConverter(text, tokens, LANGUAGE).toAbstractSyntaxTree();
    } catch (ParseException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static String reason(BaseException e) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Undefined function")) {
      return Grammar.unknownName(e.getTokenString());
    }
    return Grammar.at(e.getStartPosition(), message.toLowerCase(Locale.ROOT));
  }

  private static FunctionDictionaryIfc functions() {
    FunctionDictionaryIfc dictionary = new MapBasedFunctionDictionary();
    Functions.signatures().forEach(dictionary::addFunction);
    return dictionary;
  }

  @SuppressWarnings("unchecked") // Generic varargs of a library.
  private static OperatorDictionaryIfc operators() {
    return MapBasedOperatorDictionary.ofOperators(
        entry("-", new Minus()),
        entry("+", new InfixPlusOperator()),
        entry("-", new InfixMinusOperator()),
        entry("*", new InfixMultiplicationOperator()),
        entry("/", new InfixDivisionOperator()),
        entry("^", new InfixPowerOfOperator()),
        entry("<", new InfixLessOperator()),
        entry("<=", new InfixLessEqualsOperator()),
        entry(">", new InfixGreaterOperator()),
        entry(">=", new InfixGreaterEqualsOperator()));
  }

  /**
   * The minus sign, as strong as the power and right-associative, so that -x^2 is -(x^2) and 2^-x
   * works. EvalEx's own is stronger: its -x^2 is (-x)^2.
   */
  @PrefixOperator(precedence = OperatorIfc.OPERATOR_PRECEDENCE_POWER, leftAssociative = false)
  private static final class Minus extends PrefixMinusOperator {}
}
