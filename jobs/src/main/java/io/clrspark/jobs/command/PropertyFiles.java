package io.clrspark.jobs.command;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads properties files as spark-submit does: in UTF-8, without the spaces around values. */
public final class PropertyFiles {

  /** A line that is no comment and ends in an odd number of backslashes, before a property. */
  private static final Pattern SWALLOWING =
      Pattern.compile(
          "^(?![ \\t\\f]*[#!]).*(?<!\\\\)(\\\\\\\\)*\\\\\\R[ \\t\\f]*spark\\.", Pattern.MULTILINE);

  /** In a line that is no comment, a backslash before a letter or digit that makes no escape. */
  private static final Pattern LOST =
      Pattern.compile(
          "^(?![ \\t\\f]*[#!]).*?(?<!\\\\)(?:\\\\\\\\)*\\\\([a-zA-Z0-9&&[^tnrfu]])",
          Pattern.MULTILINE);

  private PropertyFiles() {}

  /**
   * The properties of several files; a later file wins.
   *
   * @throws ClrException if a file cannot be read, or has a key that Spark would drop
   */
  public static Map<String, String> merged(List<String> files) {
    Map<String, String> merged = new TreeMap<>();
    files.forEach(file -> merged.putAll(read(file)));
    return merged;
  }

  /**
   * The properties of one file.
   *
   * @throws ClrException if it cannot be read, or has a key that Spark would drop
   */
  public static Map<String, String> read(String file) {
    if (Files.exists(Path.of(file)) && !Files.isRegularFile(Path.of(file))) {
      throw problem(file, "it is a folder or a device", null); // Spark takes neither
    }
    OnceOnly properties = new OnceOnly();
    try {
      String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
      requireNoSlip(file, text);
      properties.load(new StringReader(text));
    } catch (NoSuchFileException e) {
      throw problem(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw problem(file, "it is not UTF-8 text", e);
    } catch (IOException | IllegalArgumentException e) {
      throw problem(file, String.valueOf(e.getMessage()).replaceFirst("\\.$", ""), e);
    }
    if (properties.twice != null) {
      throw problem(file, properties.twice + " stands in it twice: keep one", null);
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      requireSparks(key, file);
      values.put(key, properties.getProperty(key).strip());
    }
    return values;
  }

  /** Refuses what only the text shows: Spark, which gets the file, makes something else of it. */
  private static void requireNoSlip(String file, String text) {
    if (text.startsWith("\uFEFF")) {
      throw problem(
          file,
          "it starts with a byte order mark, which belongs to its first key for Spark: save it as"
              + " UTF-8 without one",
          null);
    }
    if (SWALLOWING.matcher(text).find()) {
      throw problem(
          file, "a backslash at a line's end joins it with the property on the next line", null);
    }
    Matcher lost = LOST.matcher(text);
    if (lost.find()) {
      throw problem(
          file,
          "the backslash of \\%s vanishes: write / in a path, or \\\\%1$s".formatted(lost.group(1)),
          null);
    }
  }

  /** Notes a key that comes again. */
  private static final class OnceOnly extends Properties {
    private static final long serialVersionUID = 1L;

    private @Nullable Object twice;

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      Object before = super.put(key, value);
      if (before != null) {
        twice = key;
      }
      return before;
    }
  }

  /**
   * Refuses a key that Spark would drop without a word.
   *
   * @param source where the key stands, for the message
   */
  static void requireSparks(String key, String source) {
    if (!key.startsWith("spark.")) {
      throw new ClrException(
          "Unknown property "
              + MessageText.of(key)
              + " in "
              + source
              + ". Keys start with spark. (ours with"
              + " spark.clr.); docs/reference/configuration.md lists ours.");
    }
  }

  private static ClrException problem(String file, String reason, @Nullable Exception cause) {
    return new ClrException(
        "Cannot read the properties file " + MessageText.of(file) + ": " + reason + ".", cause);
  }
}
