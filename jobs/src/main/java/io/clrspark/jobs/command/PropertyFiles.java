package io.clrspark.jobs.command;

import io.clrspark.ClrException;
import io.clrspark.MessageText;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads properties files as spark-submit does: in UTF-8, without the spaces around values. */
public final class PropertyFiles {

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
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw problem(file, "there is no such file", e);
    } catch (CharacterCodingException e) {
      throw problem(file, "it is not UTF-8 text", e);
    } catch (IOException | IllegalArgumentException e) {
      throw problem(file, String.valueOf(e.getMessage()).replaceFirst("\\.$", ""), e);
    }
    Map<String, String> values = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      requireSparks(key, file);
      values.put(key, properties.getProperty(key).strip());
    }
    return values;
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
