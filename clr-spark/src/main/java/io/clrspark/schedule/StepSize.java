package io.clrspark.schedule;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Half a cycle as a user writes it: iterations ({@code 2000}, {@code 2000.}) or epochs ({@code 4
 * epochs}, {@code 2.5 epochs}), which become iterations once the size of the data is known. The
 * paper suggests 2 to 8 epochs (arXiv 1506.01186, section 3.2).
 */
public final class StepSize {
  private static final Pattern SYNTAX =
      Pattern.compile("([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}))\\s*(epochs?)?");

  private final BigDecimal amount;
  private final boolean epochs;

  private StepSize(BigDecimal amount, boolean epochs) {
    this.amount = amount;
    this.epochs = epochs;
  }

  /**
   * Reads a step size.
   *
   * @param text whole iterations, or a decimal number followed by {@code epoch} or {@code epochs}
   * @throws InvalidScheduleException if it is neither, below 1 iteration, not above 0 epochs, or
   *     too large for a long
   */
  public static StepSize parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw invalid(text, "must be iterations, such as 2000, or epochs, such as 4 epochs");
    }
    BigDecimal amount = new BigDecimal(matcher.group(1)).stripTrailingZeros();
    boolean epochs = matcher.group(2) != null;
    check(text, amount, epochs);
    return new StepSize(amount, epochs);
  }

  private static void check(String text, BigDecimal amount, boolean epochs) {
    if (epochs && amount.signum() <= 0) {
      throw invalid(text, "must be > 0 epochs");
    }
    if (!epochs && amount.scale() > 0) {
      throw invalid(text, "must be a whole number of iterations");
    }
    if (!epochs && amount.signum() <= 0) {
      throw invalid(text, "must be >= 1");
    }
    if (!fitsLong(amount)) {
      throw invalid(text, "must be at most " + Long.MAX_VALUE);
    }
  }

  private static boolean fitsLong(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  private static InvalidScheduleException invalid(String text, String rule) {
    return new InvalidScheduleException("stepSize", text, rule);
  }

  /** Whether it can become iterations only when the iterations of an epoch are known. */
  public boolean inEpochs() {
    return epochs;
  }

  /**
   * The step size in iterations; epochs are rounded to whole iterations, half up, at least 1.
   *
   * @param iterationsPerEpoch iterations per epoch of the data; ignored for a step size in
   *     iterations
   * @throws InvalidScheduleException if iterationsPerEpoch is needed and below 1, or the result is
   *     too large for a long
   */
  public long iterations(long iterationsPerEpoch) {
    if (!epochs) {
      return amount.longValueExact();
    }
    if (iterationsPerEpoch < 1) {
      throw new InvalidScheduleException(
          "iterationsPerEpoch", Long.toString(iterationsPerEpoch), "must be >= 1");
    }
    BigDecimal exact = amount.multiply(BigDecimal.valueOf(iterationsPerEpoch));
    BigDecimal whole = exact.setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ONE);
    if (!fitsLong(whole)) {
      throw invalid(toString(), "must be at most " + Long.MAX_VALUE + " iterations");
    }
    return whole.longValueExact();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StepSize that && epochs == that.epochs && amount.equals(that.amount);
  }

  @Override
  public int hashCode() {
    return 31 * amount.hashCode() + Boolean.hashCode(epochs);
  }

  /** As a user would write it: {@code 2000}, {@code 2.5 epochs}, {@code 1 epoch}. */
  @Override
  public String toString() {
    String unit = amount.compareTo(BigDecimal.ONE) == 0 ? " epoch" : " epochs";
    return amount.toPlainString() + (epochs ? unit : "");
  }
}
