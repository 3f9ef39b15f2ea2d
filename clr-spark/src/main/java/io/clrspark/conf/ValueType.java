package io.clrspark.conf;

import io.clrspark.RunId;
import io.clrspark.conf.choice.ClassWeights;
import io.clrspark.schedule.length.Length;
import java.io.File;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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

  /** Milliseconds may have as many digits as the longest time in days has. */
  private static final Pattern TIME =
      Pattern.compile("([1-9]\\d{0,8})\\s*(s|min|h|d)|([1-9]\\d{0,16})\\s*ms");

  private static final Pattern COLUMN =
      Pattern.compile("\\s*`((?:[^`]|``)+)`\\s*(?=,|$)|([^,`]*)(?=,|$)");

  private static final Pattern NO_PATH =
      Pattern.compile("\\$.*|.*\\$\\{.*" + (File.separatorChar == '/' ? "|\\w:[^:]*" : ""));

  /** A type whose values Java writes as a user would. */
  ValueType(String name, String rule, Function<String, Optional<T>> parser) {
    this(name, rule, parser, String::valueOf);
  }

  static ValueType<String> text() {
    return new ValueType<>(
        "text", "not empty", text -> Optional.of(text.strip()).filter(value -> !value.isEmpty()));
  }

  /**
   * A path on any file system: what a shell or Windows would understand becomes a folder's name.
   */
  static ValueType<String> path() {
    return new ValueType<>(
        "path",
        "a path or URI as it is, without $ or a drive such as C:",
        text -> text().parser.apply(text).filter(value -> !NO_PATH.matcher(value).matches()));
  }

  static ValueType<String> runId() {
    return new ValueType<>(
        "text", RunId.RULE, text -> Optional.of(text.strip()).filter(RunId::isValid));
  }

  static ValueType<List<String>> texts() {
    return list("texts", "not empty, separated by commas", text());
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
                  Optional.of(text.strip()).filter(c -> c.length() == 1).map(c -> c.charAt(0));
            },
        value -> value == '\t' ? "tab" : value == ' ' ? "space" : value.toString());
  }

  /** What separates columns, by a name where a property cannot show it. */
  static ValueType<String> separator() {
    Map<String, String> named = Map.of("tab", "\t", "space", " ");
    return new ValueType<>(
        "text",
        "1 to 8 characters, or tab, space or blanks",
        text ->
            Optional.of(text.strip())
                .filter(c -> c.matches(".{1,8}"))
                .map(c -> named.getOrDefault(c, c)),
        value -> value.equals("\t") ? "tab" : value.equals(" ") ? "space" : value);
  }

  /** Names of columns; between backticks, of which two are one, a comma belongs to the name. */
  static ValueType<List<String>> columns() {
    return new ValueType<>(
        "columns",
        "names separated by commas, in backticks where a comma is in them",
        text -> {
          List<String> names = new ArrayList<>();
          Matcher name = COLUMN.matcher(text);
          int end = -1;
          while (end < text.length() && name.find(end + 1) && name.start() == end + 1) {
            names.add(
                name.group(1) == null ? name.group(2).strip() : name.group(1).replace("``", "`"));
            end = name.end();
          }
          return Optional.of(names)
              .filter(all -> !all.contains("") && name.hitEnd())
              .map(List::copyOf);
        },
        names ->
            names.stream()
                .map(name -> name.matches("[^`,]+") ? name : "`" + name.replace("`", "``") + "`")
                .collect(Collectors.joining(",")));
  }

  /** Options as {@code key=value}. */
  static ValueType<Map<String, String>> options() {
    ValueType<List<String>> texts = texts();
    return new ValueType<>(
        "options",
        "key=value, separated by commas",
        text ->
            texts
                .parser
                .apply(text)
                .filter(all -> all.stream().allMatch(one -> one.indexOf('=') > 0))
                .map(
                    all ->
                        all.stream()
                            .collect(
                                Collectors.toMap(
                                    one -> one.substring(0, one.indexOf('=')).strip(),
                                    one -> one.substring(one.indexOf('=') + 1).strip(),
                                    (one, other) -> other,
                                    TreeMap::new))),
        options ->
            options.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(",")));
  }

  static ValueType<ClassWeights> classWeights() {
    ValueType<List<Double>> weights =
        list("", "", number("a finite number >= 0", 0, Double.MAX_VALUE));
    return new ValueType<>(
        "balanced or numbers",
        "balanced, or finite numbers >= 0, not all 0, separated by commas",
        text ->
            text.strip().equalsIgnoreCase(ClassWeights.BALANCED.toString())
                ? Optional.of(ClassWeights.BALANCED)
                : weights
                    .parser
                    .apply(text)
                    .filter(all -> all.stream().anyMatch(weight -> weight > 0))
                    .map(ClassWeights::new));
  }

  static ValueType<Boolean> yesNo() {
    return choice("true or false", List.of(true, false));
  }

  static ValueType<Double> number(String rule, double min, double max) {
    Function<String, Optional<Double>> parser = number(rule).parser;
    return new ValueType<>(
        "number", rule, text -> parser.apply(text).filter(value -> min <= value && value <= max));
  }

  /** Any number: the schedule checks the rule, so that code and properties get one answer. */
  static ValueType<Double> number(String rule) {
    return new ValueType<>("number", rule, text -> parse(text, ValueType::decimal));
  }

  /** A decimal number; Java's own parser takes 1f, 1d and 0x1p3 as well. */
  private static Double decimal(String text) {
    if (text.matches(".*[dDfFxX].*") && !text.endsWith("Infinity")) {
      throw new NumberFormatException(text);
    }
    return Double.valueOf(text);
  }

  static ValueType<Long> whole(long min, long max) {
    String range = min == Long.MIN_VALUE ? "of 64 bits" : "from " + min + " to " + max;
    return new ValueType<>(
        "whole number",
        "a whole number " + range,
        text -> parse(text, Long::valueOf).filter(value -> min <= value && value <= max));
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
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
    return list("whole numbers", "whole numbers >= 1, separated by commas", count());
  }

  private static <T> ValueType<List<T>> list(String name, String rule, ValueType<T> one) {
    return new ValueType<>(
        name,
        rule,
        text -> {
          String[] parts = text.split(",", -1);
          List<T> values =
              Arrays.stream(parts).flatMap(part -> one.parser.apply(part).stream()).toList();
          return Optional.of(values).filter(all -> all.size() == parts.length);
        },
        values -> values.stream().map(one.formatter).collect(Collectors.joining(",")));
  }

  /** A length of time with its unit, as Spark writes it. */
  static ValueType<Duration> time() {
    return new ValueType<>(
        "time",
        "a whole number >= 1 with its unit: ms, s, min, h or d",
        text ->
            Optional.of(TIME.matcher(text.strip())).filter(Matcher::matches).map(ValueType::time),
        time -> time.toMillis() + "ms");
  }

  private static Duration time(Matcher matched) {
    return matched.group(1) == null
        ? Duration.ofMillis(Long.parseLong(matched.group(3)))
        : Duration.of(Long.parseLong(matched.group(1)), unit(matched.group(2)));
  }

  private static ChronoUnit unit(String name) {
    return switch (name) {
      case "s" -> ChronoUnit.SECONDS;
      case "min" -> ChronoUnit.MINUTES;
      case "h" -> ChronoUnit.HOURS;
      default -> ChronoUnit.DAYS;
    };
  }

  /** A length of a schedule or of a phase of it; {@link Length} itself checks the rule. */
  static ValueType<Length> length(String option) {
    return new ValueType<>(
        "length",
        "iterations >= 1 (2000), epochs > 0 (2.5 epochs) or a share of the run (30 %)",
        text -> Optional.of(Length.parse(option, text)));
  }

  /** The length of a range test, which decides itself how long the run is. */
  static ValueType<Length> lengthOfRun(String option) {
    return new ValueType<>(
        "iterations or epochs",
        "iterations >= 1 (2000) or epochs > 0 (2.5 epochs)",
        text -> Optional.of(Length.parse(option, text)).filter(length -> !length.isShare()));
  }

  static <E extends Enum<E>> ValueType<E> choice(Class<E> type) {
    return choice("choice", List.of(type.getEnumConstants()));
  }

  /** One of a few values, by their text; case does not matter. */
  static <T> ValueType<T> choice(String name, List<T> values) {
    return new ValueType<>(
        name,
        "one of " + values.stream().map(String::valueOf).collect(Collectors.joining(", ")),
        text ->
            values.stream()
                .filter(value -> String.valueOf(value).equalsIgnoreCase(text.strip()))
                .findFirst());
  }
}
