package io.clrspark.history.log;

import io.clrspark.Internal;
import io.clrspark.conf.Property;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets in properties before they are stored, as Spark does before it shows them. A
 * value is replaced if {@code spark.redaction.regex} (the default or the one that is set) matches
 * the key, or matches the value of a key that does not start with {@code spark.clr.}. Java options
 * that contain a password are replaced as a whole.
 */
@Internal
public final class Redaction {

  /** Replaces a secret, as on Spark's own pages. */
  public static final String REDACTED = "*********(redacted)";

  private static final String REGEX = "spark.redaction.regex";
  private static final Pattern STANDARD =
      Pattern.compile("secret|password|token|access[.]?key", Pattern.CASE_INSENSITIVE);

  private Redaction() {}

  /** A sorted copy of the properties without the secrets. */
  public static Map<String, String> of(Map<String, String> properties) {
    Map<String, String> kept = new TreeMap<>(properties);
    secrets(properties).forEach(key -> kept.put(key, REDACTED));
    return kept;
  }

  /** The keys whose values are secrets. */
  public static Set<String> secrets(Map<String, String> properties) {
    Pattern own = own(properties.get(REGEX));
    Set<String> secrets = new TreeSet<>(properties.keySet());
    secrets.removeIf(key -> !isSecret(key, properties.getOrDefault(key, ""), own));
    return secrets;
  }

  private static boolean isSecret(String key, String value, Pattern own) {
    boolean byValue = !key.startsWith(Property.PREFIX) && !key.equals(REGEX);
    return matches(key, own) || (byValue && matches(value, own));
  }

  private static boolean matches(String text, Pattern own) {
    return STANDARD.matcher(text).find() || own.matcher(text).find();
  }

  /** Spark itself rejects a text that is not a pattern. */
  private static Pattern own(@Nullable String regex) {
    try {
      return regex == null ? STANDARD : Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      return STANDARD;
    }
  }
}
