package io.clrspark.conf;

import io.clrspark.RunId;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a property's text becomes a value, and a value text again.
 *
 * @param name the type as the documentation calls it
 * @param rule what the text must be, as the end of "must be ..."
 * @param parser the value, or empty when the text breaks the rule
 * @param formatter a text that the parser makes the same value of
 */
record ValueType<T>(
    String name, String rule, Function<String, Optional<T>> parser, Function<T, String> formatter) {

  /** Of milliseconds as many digits as the longest time in days has. */
  private static final Pattern TIME =
      Pattern.compile("([1-9]\\d{0,8})\\s*(s|min|h|d)|([1-9]\\d{0,16})\\s*ms");

  /** A type whose values Java writes as a user would. */
  ValueType(String name, String rule, Function<String, Optional<T>> parser) {
    this(name, rule, parser, String::valueOf);
  }

  static ValueType<String> text() {
    return new ValueType<>(
        "text", "not empty", text -> text.isBlank() ? Optional.empty() : Optional.of(text.strip()));
  }

  static ValueType<String> runId() {
    return new ValueType<>(
        "text", RunId.RULE, text -> Optional.of(text.strip()).filter(RunId::isValid));
  }

  static ValueType<List<String>> texts() {
    return new ValueType<>(
        "texts",
        "not empty, separated by commas",
        text -> {
          List<String> values = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
          return values.stream().noneMatch(String::isEmpty)
              ? Optional.of(values)
              : Optional.empty();
        },
        values -> String.join(",", values));
  }

  static ValueType<Character> character() {
    return new ValueType<>(
        "character",
        "one character, or tab or space",
        text ->
            switch (text.strip()) {
              case "tab" -> Optional.of('\t');
              case "space" -> Optional.of(' ');
              default ->
                  text.strip().length() == 1
                      ? Optional.of(text.strip().charAt(0))
                      : Optional.empty();
            },
        value ->
            switch (value) {
              case '\t' -> "tab";
              case ' ' -> "space";
              default -> value.toString();
            });
  }

  static ValueType<Boolean> yesNo() {
    return choice("true or false", List.of(true, false));
  }

  static ValueType<Double> number(String rule, double min, double max) {
    return new ValueType<>(
        "number",
        rule,
        text -> parse(text, ValueType::decimal).filter(value -> min <= value && value <= max));
  }

  static ValueType<Double> number() {
    return new ValueType<>("number", "a number", text -> parse(text, ValueType::decimal));
  }

  /** A decimal number; Java's own parser takes 1f, 1d and 0x1p3 as well. */
  private static Double decimal(String text) {
    if (text.matches(".*[dDfFxX].*") && !text.endsWith("Infinity")) {
      throw new NumberFormatException(text);
    }
    return Double.valueOf(text);
  }

  static ValueType<Long> whole(long min, long max) {
    return new ValueType<>(
        "whole number",
        "a whole number " + range(min, max),
        text -> parse(text, Long::valueOf).filter(value -> min <= value && value <= max));
  }

  /** A length of time with its unit, as Spark writes it. */
  static ValueType<Duration> time() {
    return new ValueType<>(
        "time",
        "a whole number >= 1 with its unit: ms, s, min, h or d",
        ValueType::time,
        time -> time.toMillis() + "ms");
  }

  private static Optional<Duration> time(String text) {
    Matcher matched = TIME.matcher(text.strip());
    if (!matched.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        matched.group(1) == null
            ? Duration.ofMillis(Long.parseLong(matched.group(3)))
            : unit(matched.group(2)).multipliedBy(Long.parseLong(matched.group(1))));
  }

  private static Duration unit(String name) {
    return switch (name) {
      case "s" -> Duration.ofSeconds(1);
      case "min" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  static ValueType<Integer> count() {
    return count(Integer.MAX_VALUE);
  }

  static ValueType<Integer> count(int max) {
    ValueType<Long> whole = whole(1, max);
    return new ValueType<>(
        whole.name, whole.rule, text -> whole.parser.apply(text).map(Math::toIntExact));
  }

  static ValueType<List<Integer>> counts() {
    ValueType<Integer> count = count();
    return new ValueType<>(
        "whole numbers",
        "whole numbers >= 1, separated by commas",
        text -> {
          List<Optional<Integer>> values =
              Arrays.stream(text.split(",", -1)).map(count.parser).toList();
          return values.stream().allMatch(Optional::isPresent)
              ? Optional.of(values.stream().map(Optional::get).toList())
              : Optional.empty();
        },
        values -> values.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  /** One of a few values, by their text; case does not matter. */
  static <T> ValueType<T> choice(String name, List<T> values) {
    String all = values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    return new ValueType<>(
        name,
        "one of " + all,
        text ->
            values.stream()
                .filter(value -> String.valueOf(value).equalsIgnoreCase(text.strip()))
                .findFirst());
  }

  private static String range(long min, long max) {
    if (min == Long.MIN_VALUE) {
      return "of 64 bits";
    }
    return "from " + min + " to " + max;
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
