package io.clrspark;

import java.util.stream.Collectors;

/** Shortens and escapes what a user gave, so that it fits on one line of a message. */
@Internal
public final class MessageText {

  private static final int LONGEST = 300;
  private static final int START = 100;
  private static final int REASON = 600; // of a file system's, with two paths in it

  private MessageText() {}

  /** The text; of a long one its start and its length; control characters as Java writes them. */
  public static String of(String text) {
    String shown = escaped(text.substring(0, Math.min(text.length(), LONGEST)));
    return text.length() <= LONGEST && shown.length() <= LONGEST
        ? shown
        : start(shown) + "... (" + text.length() + " characters)";
  }

  /**
   * A reason that another library gave, which may quote what it read: escaped and shortened in the
   * same way.
   */
  public static String reason(String text) {
    String shown = escaped(text.substring(0, Math.min(text.length(), REASON)));
    return shown.length() < REASON ? shown : shown.substring(0, REASON) + "...";
  }

  private static String start(String shown) {
    boolean splitsPair = Character.isHighSurrogate(shown.charAt(START - 1));
    return shown.substring(0, splitsPair ? START - 1 : START);
  }

  private static String escaped(String text) {
    return text.chars().mapToObj(MessageText::escaped).collect(Collectors.joining());
  }

  private static String escaped(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> Character.isISOControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c);
    };
  }
}
