package io.clrspark.schedule.formula;

import com.ezylang.evalex.parser.ASTNode;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/**
 * Turns a syntax tree into a function in doubles: a hundred times faster than EvalEx's own
 * evaluation in decimals, thread-safe, and unable to grow numbers without bound.
 */
final class Compiler {
  private Compiler() {}

  /**
   * The function of the tree.
   *
   * @throws IllegalArgumentException if it has an unknown name, a number that is no finite decimal,
   *     or a comparison outside of an if's condition
   */
  static DoubleUnaryOperator compile(ASTNode node) {
    return switch (node.getToken().getType()) {
      case NUMBER_LITERAL -> constant(number(node));
      case VARIABLE_OR_CONSTANT -> named(node.getToken().getValue());
      case PREFIX_OPERATOR -> negated(compile(child(node, 0)));
      case INFIX_OPERATOR -> arithmetic(node);
      case FUNCTION -> call(node);
      default -> throw misplaced(node);
    };
  }

  private static double number(ASTNode node) {
    String text = node.getToken().getValue();
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is not a decimal number", e);
    }
    throw new IllegalArgumentException("the number " + text + " is too large");
  }

  private static DoubleUnaryOperator named(String name) {
    return switch (Functions.canonical(name)) {
      case "x" -> x -> x;
      case "pi" -> constant(Math.PI);
      case "e" -> constant(Math.E);
      default -> throw new IllegalArgumentException(Grammar.notAValue(name));
    };
  }

  private static DoubleUnaryOperator constant(double value) {
    return x -> value;
  }

  private static DoubleUnaryOperator negated(DoubleUnaryOperator operand) {
    return x -> -operand.applyAsDouble(x);
  }

  private static DoubleUnaryOperator arithmetic(ASTNode node) {
    DoubleBinaryOperator operator =
        switch (node.getToken().getValue()) {
          case "+" -> Double::sum;
          case "-" -> (a, b) -> a - b;
          case "*" -> (a, b) -> a * b;
          case "/" -> (a, b) -> a / b;
          case "^" -> StrictMath::pow;
          default -> throw misplaced(node);
        };
    return both(operator, compile(child(node, 0)), compile(child(node, 1)));
  }

  private static DoubleUnaryOperator both(
      DoubleBinaryOperator operator, DoubleUnaryOperator left, DoubleUnaryOperator right) {
    return x -> operator.applyAsDouble(left.applyAsDouble(x), right.applyAsDouble(x));
  }

  private static DoubleUnaryOperator call(ASTNode node) {
    String name = Functions.canonical(node.getToken().getValue());
    if (name.equals(Functions.IF)) {
      return choice(node);
    }
    List<DoubleUnaryOperator> arguments =
        node.getParameters().stream().map(Compiler::compile).toList();
    DoubleUnaryOperator ofOne = Functions.OF_ONE.get(name);
    if (ofOne != null) {
      return arguments.get(0).andThen(ofOne);
    }
    DoubleBinaryOperator fold = Functions.OF_MANY.get(name);
    return arguments.stream().reduce((left, right) -> both(fold, left, right)).orElseThrow();
  }

  private static DoubleUnaryOperator choice(ASTNode node) {
    DoublePredicate condition = condition(child(node, 0));
    DoubleUnaryOperator then = compile(child(node, 1));
    DoubleUnaryOperator otherwise = compile(child(node, 2));
    return x -> (condition.test(x) ? then : otherwise).applyAsDouble(x);
  }

  private static DoublePredicate condition(ASTNode node) {
    DoubleBinaryOperator oneIfTrue =
        switch (node.getToken().getValue()) {
          case "<" -> (a, b) -> a < b ? 1 : 0;
          case "<=" -> (a, b) -> a <= b ? 1 : 0;
          case ">" -> (a, b) -> a > b ? 1 : 0;
          case ">=" -> (a, b) -> a >= b ? 1 : 0;
          default -> throw misplaced(node);
        };
    DoubleUnaryOperator truth = both(oneIfTrue, compile(child(node, 0)), compile(child(node, 1)));
    return x -> truth.applyAsDouble(x) != 0;
  }

  private static ASTNode child(ASTNode node, int index) {
    return node.getParameters().get(index);
  }

  private static IllegalArgumentException misplaced(ASTNode node) {
    return new IllegalArgumentException(
        Grammar.at(
            node.getToken().getStartPosition(),
            "comparisons go into if(a < b, then, otherwise) and nowhere else"));
  }
}
