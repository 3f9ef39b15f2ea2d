package io.clrspark.schedule.formula;

import com.ezylang.evalex.Expression;
import com.ezylang.evalex.data.EvaluationValue;
import com.ezylang.evalex.functions.AbstractFunction;
import com.ezylang.evalex.functions.FunctionIfc;
import com.ezylang.evalex.functions.FunctionParameter;
import com.ezylang.evalex.parser.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions that a formula may call; {@link StrictMath}'s, which give the same bits on every
 * processor.
 */
final class Functions {
  static final Map<String, DoubleUnaryOperator> OF_ONE =
      Map.ofEntries(
          Map.entry("sin", StrictMath::sin),
          Map.entry("cos", StrictMath::cos),
          Map.entry("tan", StrictMath::tan),
          Map.entry("asin", StrictMath::asin),
          Map.entry("acos", StrictMath::acos),
          Map.entry("atan", StrictMath::atan),
          Map.entry("exp", StrictMath::exp),
          Map.entry("ln", StrictMath::log),
          Map.entry("log", StrictMath::log),
          Map.entry("log10", StrictMath::log10),
          Map.entry("sqrt", Math::sqrt),
          Map.entry("abs", Math::abs),
          Map.entry("floor", Math::floor),
          Map.entry("ceil", Math::ceil));

  static final Map<String, DoubleBinaryOperator> OF_MANY =
      Map.of("min", Math::min, "max", Math::max);

  static final String IF = "if";

  private Functions() {}

  /** What EvalEx must know of them to parse: the names and how many arguments each takes. */
  static Map<String, FunctionIfc> signatures() {
    Map<String, FunctionIfc> signatures = new TreeMap<>();
    OF_ONE.keySet().forEach(name -> signatures.put(name, new One()));
    OF_MANY.keySet().forEach(name -> signatures.put(name, new Many()));
    signatures.put(IF, new Three());
    return signatures;
  }

  /** The names in alphabetical order. */
  static List<String> names() {
    return List.copyOf(signatures().keySet());
  }

  static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Parsed by EvalEx and evaluated by {@link Compiler}. */
  private abstract static class Signature extends AbstractFunction {
    @Override
    public EvaluationValue evaluate(
        Expression expression, Token functionToken, EvaluationValue... parameterValues) {
      throw new UnsupportedOperationException(functionToken.getValue());
    }
  }

  @FunctionParameter(name = "value")
  private static final class One extends Signature {}

  @FunctionParameter(name = "first")
  @FunctionParameter(name = "others", isVarArg = true)
  private static final class Many extends Signature {}

  @FunctionParameter(name = "condition")
  @FunctionParameter(name = "then")
  @FunctionParameter(name = "otherwise")
  private static final class Three extends Signature {}
}
