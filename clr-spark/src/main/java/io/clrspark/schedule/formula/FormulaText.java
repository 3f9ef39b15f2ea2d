package io.clrspark.schedule.formula;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parts of a formula's text from left to right: numbers, names and signs, without blanks. */
final class FormulaText {
  /** What begins like a number: {@code 1.2.3} is one part, though not a number. */
  private static final String NUMBER =
      "\\.?+\\p{javaDigit}++[\\p{javaDigit}.]*+(?:[eE][+-]?+[\\p{javaDigit}.eE]*+)?+";

  private static final String NAME = "[\\p{javaLetter}_][\\p{javaLetterOrDigit}_]*+";

  private static final Pattern PART =
      Pattern.compile("(%s)|(%s)|[<>]=|\\P{javaWhitespace}".formatted(NUMBER, NAME));

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

  /** Takes the number that is next, if one is. */
  Optional<String> takeNumber() {
    return takeGroup(1);
  }

  /** Takes the name that is next, if one is. */
  Optional<String> takeName() {
    return takeGroup(2);
  }

  private Optional<String> takeGroup(int group) {
    Optional<String> found = atEnd ? Optional.empty() : Optional.ofNullable(matcher.group(group));
    found.ifPresent(this::take);
    return found;
  }

  /** The error of a text that goes on with something else than expected. */
  IllegalArgumentException expected(String what) {
    String found = atEnd ? "the end" : "'" + matcher.group() + "'";
    return new IllegalArgumentException(
        "is not a valid expression: expected %s, but found %s, at character %d"
            .formatted(what, found, place()));
  }
}
