package io.clrspark.jobs.command;

import io.clrspark.MessageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of a command, sorted into options with a value, flags, {@code --conf} and the rest.
 */
public final class CommandLine {

  private static final String CONF = "--conf";

  /** The flag that shows the help of a command. */
  public static final String HELP = "--help";

  private final Map<String, List<String>> options = new LinkedHashMap<>();
  private final List<String> flags = new ArrayList<>();
  private final Map<String, String> conf = new LinkedHashMap<>();
  private final List<String> positional = new ArrayList<>();

  private CommandLine() {}

  /**
   * Sorts the arguments. {@code --option value} and {@code --option=value} mean the same.
   *
   * @param withValue options that take a value
   * @param withoutValue options that take none
   * @throws UsageException for an unknown option, a missing value, or a {@code --conf} without
   *     KEY=VALUE
   */
  public static CommandLine parse(
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

  /** Whether a flag was given. */
  public boolean has(String flag) {
    return flags.contains(flag);
  }

  /** The flags that were given. */
  public List<String> flags() {
    return flags;
  }

  /** The last value of an option. */
  public Optional<String> option(String name) {
    return all(name).stream().reduce((earlier, later) -> later);
  }

  /** Every value of an option, in order. */
  public List<String> all(String name) {
    return options.getOrDefault(name, List.of());
  }

  /** The value that spark-submit takes: its option, else the property. */
  public Optional<String> option(String name, Map<String, String> properties, String property) {
    return option(name).or(() -> Optional.ofNullable(properties.get(property)));
  }

  /** The options with their values; a later value wins. */
  public Map<String, String> options() {
    Map<String, String> last = new LinkedHashMap<>();
    options.keySet().forEach(name -> last.put(name, option(name).orElseThrow()));
    return last;
  }

  /** The properties that {@code --conf} set; a later value wins. */
  public Map<String, String> conf() {
    return conf;
  }

  /** The arguments that are not options, in order. */
  public List<String> positional() {
    return positional;
  }

  /**
   * The value of an option as a whole number.
   *
   * @throws UsageException if it is not a whole number, or below 1
   */
  public Optional<Long> count(String name) {
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
