package io.clrspark.source.frame;

import io.clrspark.Internal;
import io.clrspark.MessageText;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.DataProperties;
import io.clrspark.conf.choice.Imputation;
import io.clrspark.source.BadValueException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * How cells become numbers: what decimal separator texts have, which of them are missing values,
 * and what takes the place of those. Sent to the tasks.
 */
@Internal
public final class CellRules implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Java parses these as numbers, but they are none in a data file: 1d, 1f, 0x1p3. */
  private static final Pattern JAVA_ONLY = Pattern.compile("[dDfFxXpP]$|^[-+]?0[xX]");

  private static final Pattern DECIMAL_COMMA = Pattern.compile("[-+]?\\d+,\\d+");
  private static final Pattern MISSING =
      Pattern.compile("\\?|-|\\.|n/?a|none|null|missing", Pattern.CASE_INSENSITIVE);

  private static final int EXACT_POWERS = 22; // of ten, which a double holds
  private static final long EXACT = 1L << 53;

  private final char decimal;
  private final List<String> missingTexts;
  private final @Nullable Double missing;

  private CellRules(char decimal, List<String> missingTexts, @Nullable Double missing) {
    this.decimal = decimal;
    this.missingTexts = List.copyOf(missingTexts);
    this.missing = missing;
  }

  /** Numbers as Java writes them, and no missing values. */
  static CellRules plain() {
    return new CellRules('.', List.of(), null);
  }

  /** The same where a number takes the place of a missing one; null for none. */
  public static CellRules missing(@Nullable Double missing) {
    return new CellRules('.', List.of(), missing);
  }

  /** The rules of the properties for features. A number that is still missing is NaN. */
  public static CellRules of(ClrConf conf) {
    boolean isLater = conf.get(DataProperties.IMPUTE) != Imputation.NONE;
    return new CellRules(
        conf.get(DataProperties.DECIMAL),
        conf.set(DataProperties.MISSING_TEXTS).orElse(List.of()),
        conf.set(DataProperties.MISSING).orElse(isLater ? Double.NaN : null));
  }

  /** The same for what must not be missing: labels and weights. */
  public CellRules withoutMissing() {
    return new CellRules(decimal, missingTexts, null);
  }

  /** Whether the text of a value stands for a missing one. */
  boolean isMissing(String text) {
    return text.isEmpty() || missingTexts.contains(text);
  }

  /**
   * The number that takes the place of a missing one.
   *
   * @throws BadValueException if there is none
   */
  double missing(String column, String reason) {
    if (missing == null) {
      throw new BadValueException("column " + column + " " + reason);
    }
    return missing;
  }

  /**
   * The number in a text, of true and false 1 and 0; empty if the text stands for a missing one.
   */
  Optional<Double> number(UTF8String text, String column) {
    double quick = quick(text);
    if (!Double.isNaN(quick)) {
      return Optional.of(quick);
    }
    String plain = text.toString().strip();
    if (plain.isEmpty() || missingTexts.contains(plain)) {
      return Optional.empty();
    }
    return Optional.of(slow(plain, column));
  }

  private double slow(String text, String column) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return text.equalsIgnoreCase("true") ? 1 : 0;
    }
    String number = decimal == '.' ? text : text.replace(decimal, '.');
    boolean isMixed = decimal != '.' && text.indexOf('.') >= 0;
    if (isMixed || JAVA_ONLY.matcher(number).find()) {
      throw notANumber(text, column);
    }
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw notANumber(text, column);
    }
    if (!Double.isFinite(value)) {
      throw new BadValueException("column " + column + " is " + value + ", not a finite number");
    }
    return value;
  }

  private BadValueException notANumber(String text, String column) {
    String hint = "";
    if (DECIMAL_COMMA.matcher(text).matches()) {
      hint = " (for a decimal comma, set " + DataProperties.DECIMAL + "=,)";
    } else if (MISSING.matcher(text).matches()) {
      hint =
          " (for a missing value, set %s=%s and %s)"
              .formatted(DataProperties.MISSING_TEXTS, text, DataProperties.MISSING);
    } else if (text.startsWith("#")) {
      hint = " (for a comment, set " + DataProperties.OPTIONS + " to comment=#)";
    }
    return new BadValueException(
        "column " + column + " is \"" + MessageText.of(text) + "\", not a number" + hint);
  }

  /**
   * A number of at most 15 digits, correctly rounded: both the digits and the power of ten are
   * exact as doubles (W. Clinger, "How to Read Floating Point Numbers Accurately", 1990). NaN for
   * any other text.
   */
  private double quick(UTF8String text) {
    int length = text.numBytes();
    int at = 0;
    Object base = text.getBaseObject();
    long offset = text.getBaseOffset();
    boolean isNegative = length > 0 && Platform.getByte(base, offset) == '-';
    if (isNegative) {
      at = 1;
    }
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (; at < length; at++) {
      byte c = Platform.getByte(base, offset + at);
      if (c >= '0' && c <= '9') {
        digits = 10 * digits + (c - '0');
        count++;
        fraction += fraction < 0 ? 0 : 1;
      } else if (c == decimal && fraction < 0) {
        fraction = 0;
      } else {
        return Double.NaN;
      }
      if (digits >= EXACT / 10 || fraction > EXACT_POWERS) {
        return Double.NaN;
      }
    }
    if (count == 0 || (digits == 0 && isNegative)) {
      return Double.NaN;
    }
    double value = fraction > 0 ? digits / POWERS[fraction] : digits;
    return isNegative ? -value : value;
  }

  private static final double[] POWERS = new double[EXACT_POWERS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }
}
