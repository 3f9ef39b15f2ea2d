package io.clrspark.schedule.formula;

import com.ezylang.evalex.parser.Token;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Checks that operands and operators alternate and that commas stand between a function's
 * arguments.
 *
 * <p>EvalEx alone takes {@code x 2 *} for {@code x*2} and {@code max(1,,2)} for {@code max(1,2)}.
 */
final class Grammar {
  private final Deque<Boolean> callsOpen = new ArrayDeque<>();
  private boolean wantsOperand = true;
  private boolean afterFunction;

  private Grammar() {}

  /**
   * @throws IllegalArgumentException at the first token that cannot stand where it does
   */
  static void check(List<Token> tokens) {
    Grammar grammar = new Grammar();
    tokens.forEach(grammar::accept);
    if (grammar.wantsOperand) {
      throw new IllegalArgumentException("ends where a number, x or a function should follow");
    }
  }

  private void accept(Token token) {
    if (!fits(token)) {
      throw new IllegalArgumentException(
          at(token.getStartPosition(), "'" + token.getValue() + "' cannot stand here"));
    }
    afterFunction = token.getType() == Token.TokenType.FUNCTION;
  }

  /** Whether the token may stand here; moves on if it may. */
  private boolean fits(Token token) {
    return switch (token.getType()) {
      case NUMBER_LITERAL, VARIABLE_OR_CONSTANT -> operand();
      case FUNCTION, PREFIX_OPERATOR -> wantsOperand;
      case BRACE_OPEN -> open();
      case BRACE_CLOSE -> close();
      case COMMA -> Boolean.TRUE.equals(callsOpen.peek()) && operator();
      case INFIX_OPERATOR -> operator();
      case STRING_LITERAL,
          POSTFIX_OPERATOR,
          FUNCTION_PARAM_START,
          ARRAY_OPEN,
          ARRAY_CLOSE,
          ARRAY_INDEX,
          STRUCTURE_SEPARATOR ->
          false;
    };
  }

  private boolean operand() {
    boolean fits = wantsOperand;
    wantsOperand = false;
    return fits;
  }

  private boolean operator() {
    boolean fits = !wantsOperand;
    wantsOperand = true;
    return fits;
  }

  private boolean open() {
    callsOpen.push(afterFunction);
    return wantsOperand;
  }

  private boolean close() {
    callsOpen.poll();
    return !wantsOperand;
  }

  static String at(int position, String reason) {
    return "is not a valid expression: " + reason + ", at character " + position;
  }

  /** Why the name cannot stand for a number. */
  static String notAValue(String name) {
    return Functions.names().contains(Functions.canonical(name))
        ? "the function " + name + " needs its arguments in parentheses"
        : unknownName(name);
  }

  static String unknownName(String name) {
    return "unknown name '"
        + name
        + "'; there are x, pi, e and the functions "
        + String.join(", ", Functions.names());
  }
}
