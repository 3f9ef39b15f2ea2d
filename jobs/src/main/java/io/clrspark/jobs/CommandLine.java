package io.clrspark.jobs;

import io.clrspark.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A command line, sorted into options with a value, flags, {@code --conf} and the rest. */
final class CommandLine {

  static final String CONF = "--conf";
  static final String HELP = "--help";

  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> conf = new LinkedHashMap<>();
  private final List<String> positional = new ArrayList<>();

  private CommandLine() {}

  /**
   * Sorts the arguments; {@code --option=value} is taken as well.
   *
   * @param withValue options that take a value
   * @param withoutValue options that take none
   * @throws UsageException for an unknown option, a missing value, or a conf that is no key=value
   */
  static CommandLine parse(
      List<String> arguments, Set<String> withValue, Set<String> withoutValue) {
    CommandLine line = new CommandLine();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
      String name = alias(equals < 0 ? argument : argument.substring(0, equals));
      if (!argument.startsWith("-") || argument.equals("-")) {
        line.positional.add(argument);
      } else if (equals < 0 && (name.equals(HELP) || withoutValue.contains(name))) {
        line.flags.add(name);
      } else if (!name.equals(CONF) && !withValue.contains(name)) {
        throw new UsageException("Unknown option " + MessageText.of(argument) + ".");
      } else if (equals >= 0) {
        line.option(name, argument.substring(equals + 1));
      } else if (i + 1 < arguments.size()) {
        line.option(name, arguments.get(++i));
      } else {
        throw new UsageException("Option " + name + " needs a value.");
      }
    }
    return line;
  }

  private static String alias(String name) {
    return switch (name) {
      case "-h" -> HELP;
      case "-c" -> CONF;
      case "-v" -> "--verbose";
      default -> name;
    };
  }

  private void option(String name, String value) {
    if (!name.equals(CONF)) {
      options.computeIfAbsent(name, unseen -> new ArrayList<>()).add(value);
      return;
    }
    int equals = value.indexOf('=');
    if (equals < 1) {
      throw new UsageException("Option --conf needs KEY=VALUE, not " + MessageText.of(value) + ".");
    }
    String key = value.substring(0, equals).strip();
    PropertyFiles.requireSparks(key, CONF);
    conf.put(key, value.substring(equals + 1));
  }

  boolean has(String flag) {
    return flags.contains(flag);
  }

  List<String> flags() {
    return flags;
  }

  Optional<String> option(String name) {
    return all(name).stream().reduce((earlier, later) -> later);
  }

  /** Every value of an option, in order. */
  List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  /** What spark-submit takes: its own option over the property. */
  Optional<String> option(String name, Map<String, String> properties, String property) {
    return option(name).or(() -> Optional.ofNullable(properties.get(property)));
  }

  /** The options with their values; a later one wins. */
  Map<String, String> options() {
    Map<String, String> last = new LinkedHashMap<>();
    options.keySet().forEach(name -> last.put(name, option(name).orElseThrow()));
    return last;
  }

  /** What {@code --conf} set; a later one wins. */
  Map<String, String> conf() {
    return conf;
  }

  /** The arguments that are no options, in order. */
  List<String> positional() {
    return positional;
  }

  /**
   * The value of an option as a whole number.
   *
   * @throws UsageException if it is none, or below 1
   */
  Optional<Long> count(String name) {
    return option(name)
        .map(
            value -> {
              if (!value.matches("0*[1-9]\\d{0,17}")) {
                throw new UsageException(
                    "Option "
                        + name
                        + " needs a whole number >= 1, not "
                        + MessageText.of(value)
                        + ".");
              }
              return Long.valueOf(value);
            });
  }
}
