package io.clrspark;

/** A text that a user gave, as messages show it: on one line, and of some length at most. */
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

  /** A reason in the words of others, which may quote what they read: escaped and cut likewise. */
  public static String reason(String text) {
    String shown = escaped(text.substring(0, Math.min(text.length(), REASON)));
    return shown.length() < REASON ? shown : shown.substring(0, REASON) + "...";
  }

  private static String start(String shown) {
    boolean splitsPair = Character.isHighSurrogate(shown.charAt(START - 1));
    return shown.substring(0, splitsPair ? START - 1 : START);
  }

  private static String escaped(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().forEach(c -> append(shown, (char) c));
    return shown.toString();
  }

  private static void append(StringBuilder shown, char c) {
    switch (c) {
      case '\n' -> shown.append("\\n");
      case '\r' -> shown.append("\\r");
      case '\t' -> shown.append("\\t");
      default -> {
        if (Character.isISOControl(c)) {
          shown.append(String.format("\\u%04x", (int) c));
        } else {
          shown.append(c);
        }
      }
    }
  }
}
