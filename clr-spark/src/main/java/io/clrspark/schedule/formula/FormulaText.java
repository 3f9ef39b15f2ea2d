package io.clrspark.schedule.formula;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a formula's text from left to right: numbers, names and signs, without blanks. */
final class FormulaText {
  static final int NUMBER = 1;
  static final int NAME = 2;

  /** A number is what begins like one: {@code 1.2.3} is one part. */
  private static final Pattern PART =
      Pattern.compile(
          "(\\.?+\\p{javaDigit}++[\\p{javaDigit}.]*+(?:[eE][+-]?+[\\p{javaDigit}.eE]*+)?+)"
              + "|([\\p{javaLetter}_][\\p{javaLetterOrDigit}_]*+)|[<>]=|\\P{javaWhitespace}");

  private final Matcher matcher;
  private final int length;
  private boolean atEnd;

  FormulaText(String text) {
    matcher = PART.matcher(text);
    length = text.length();
    atEnd = !matcher.find();
  }

  boolean atEnd() {
    return atEnd;
  }

  /** Where the next part begins: the number of its first character, from 1. */
  int place() {
    return 1 + (atEnd ? length : matcher.start());
  }

  boolean at(String sign) {
    return !atEnd && matcher.group().equals(sign);
  }

  /** Takes the sign if it is next. */
  boolean take(String sign) {
    boolean found = at(sign);
    if (found) {
      atEnd = !matcher.find();
    }
    return found;
  }

  /** Takes the next part if it is of a kind: {@link #NUMBER} or {@link #NAME}. */
  Optional<String> take(int kind) {
    Optional<String> found = atEnd ? Optional.empty() : Optional.ofNullable(matcher.group(kind));
    found.ifPresent(this::take);
    return found;
  }

  /** The error of a text that does not continue as expected. */
  IllegalArgumentException expected(String what) {
    String found = atEnd ? "the end" : "'" + matcher.group() + "'";
    return new IllegalArgumentException(
        "is not a valid expression: expected %s, but found %s, at character %d"
            .formatted(what, found, place()));
  }
}
