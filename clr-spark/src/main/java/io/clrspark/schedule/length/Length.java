package io.clrspark.schedule.length;

import io.clrspark.schedule.InvalidScheduleException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A length as a user writes it: iterations ({@code 2000}, {@code 2000.}), epochs ({@code 4 epochs},
 * {@code 2.5 epochs}), which become iterations once the size of the data is known, or a share of
 * the run ({@code 30 %}), which becomes iterations once its length is known.
 */
public final class Length {
  private static final Pattern SYNTAX =
      Pattern.compile("([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}))\\s*(epochs?|%)?");

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private enum Unit {
    ITERATIONS,
    EPOCHS,
    PERCENT
  }

  private final String option;
  private final BigDecimal amount;
  private final Unit unit;

  private Length(String option, BigDecimal amount, Unit unit) {
    this.option = option;
    this.amount = amount;
    this.unit = unit;
  }

  /**
   * Reads a length.
   *
   * @param option what the length is of, such as {@code stepSize}; named by errors
   * @param text whole iterations, or a decimal number followed by {@code epoch}, {@code epochs} or
   *     {@code %}
   * @throws InvalidScheduleException if it is none of them, below 1 iteration, not above 0 epochs,
   *     not above 0 %, above 100 %, or too large for a long
   */
  public static Length parse(String option, String text) {
    Matcher matcher = SYNTAX.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new InvalidScheduleException(
          option,
          text,
          "must be iterations, such as 2000, epochs, such as 4 epochs, or a share of the run, such as 30 %");
    }
    Length length =
        new Length(
            option, new BigDecimal(matcher.group(1)).stripTrailingZeros(), unit(matcher.group(2)));
    length.check(text);
    return length;
  }

  private static Unit unit(@Nullable String suffix) {
    if (suffix == null) {
      return Unit.ITERATIONS;
    }
    return suffix.equals("%") ? Unit.PERCENT : Unit.EPOCHS;
  }

  private void check(String text) {
    switch (unit) {
      case PERCENT ->
          require(
              amount.signum() > 0 && amount.compareTo(HUNDRED) <= 0,
              text,
              "must be > 0 % and at most 100 %");
      case EPOCHS -> require(amount.signum() > 0, text, "must be > 0 epochs");
      case ITERATIONS -> {
        require(amount.scale() <= 0, text, "must be a whole number of iterations");
        require(amount.signum() > 0, text, "must be >= 1");
      }
    }
    require(fitsLong(amount), text, "must be at most " + Long.MAX_VALUE);
  }

  private void require(boolean holds, String text, String rule) {
    if (!holds) {
      throw new InvalidScheduleException(option, text, rule);
    }
  }

  private static boolean fitsLong(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }

  /** Whether it can become iterations only when the iterations of an epoch are known. */
  public boolean inEpochs() {
    return unit == Unit.EPOCHS;
  }

  /** Whether it can become iterations only when the length of the run is known. */
  public boolean isShare() {
    return unit == Unit.PERCENT;
  }

  /**
   * The length in iterations; epochs and shares are rounded to whole iterations, half up, at least
   * 1.
   *
   * @param run looked at for a length in epochs or a share only
   * @throws InvalidScheduleException if iterations per epoch are needed and below 1, or the result
   *     is too large for a long
   */
  public long iterations(RunLength run) {
    return switch (unit) {
      case ITERATIONS -> amount.longValueExact();
      case EPOCHS -> whole(amount.multiply(count("iterationsPerEpoch", run.iterationsPerEpoch())));
      case PERCENT ->
          whole(amount.multiply(count("iterations", run.iterations())).movePointLeft(2));
    };
  }

  private static BigDecimal count(String name, long value) {
    if (value < 1) {
      throw new InvalidScheduleException(name, Long.toString(value), "must be >= 1");
    }
    return BigDecimal.valueOf(value);
  }

  private long whole(BigDecimal exact) {
    BigDecimal whole = exact.setScale(0, RoundingMode.HALF_UP).max(BigDecimal.ONE);
    require(fitsLong(whole), toString(), "must be at most " + Long.MAX_VALUE + " iterations");
    return whole.longValueExact();
  }

  /** Whether it is the same length, whatever it is of. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Length that && unit == that.unit && amount.equals(that.amount);
  }

  @Override
  public int hashCode() {
    return 31 * amount.hashCode() + unit.name().hashCode();
  }

  /** As a user would write it: {@code 2000}, {@code 2.5 epochs}, {@code 1 epoch}, {@code 30 %}. */
  @Override
  public String toString() {
    String epochs = amount.compareTo(BigDecimal.ONE) == 0 ? " epoch" : " epochs";
    return amount.toPlainString()
        + switch (unit) {
          case ITERATIONS -> "";
          case EPOCHS -> epochs;
          case PERCENT -> " %";
        };
  }
}
