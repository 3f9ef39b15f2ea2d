package io.clrspark.history.read;

import io.clrspark.Internal;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import java.math.BigDecimal;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF6;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * The SQL function {@code clr_lr(iteration, baseLr, maxLr, stepSize, mode, gamma)}: the rate of an
 * iteration under a schedule without resets. Numbers may be of any type, or texts such as {@code
 * get_json_object(schedule, '$.baseLr')} returns. The result is NULL for a NULL iteration. A NULL
 * gamma means no gamma. Any other NULL, and anything that {@link CyclicLR} refuses, is an error.
 */
@Internal
public final class RateFunction
    implements UDF6<Object, Object, Object, Object, String, Object, @Nullable Double> {
  private static final long serialVersionUID = 1L;

  private static final String NAME = "clr_lr";

  private RateFunction() {}

  /** Registers the function in the session, replacing one of this name. */
  public static void register(SparkSession spark) {
    spark.udf().register(NAME, new RateFunction(), DataTypes.DoubleType);
  }

  @Override
  public @Nullable Double call(
      @Nullable Object iteration,
      @Nullable Object baseLr,
      @Nullable Object maxLr,
      @Nullable Object stepSize,
      @Nullable String mode,
      @Nullable Object gamma) {
    if (iteration == null) {
      return null;
    }
    CyclicLRBuilder schedule =
        CyclicLR.builder()
            .baseLr(number("baseLr", baseLr).doubleValue())
            .maxLr(number("maxLr", maxLr).doubleValue())
            .stepSize(whole("stepSize", stepSize))
            .mode(Mode.of(mode == null ? "NULL" : mode));
    if (gamma != null) {
      schedule.gamma(number("gamma", gamma).doubleValue());
    }
    return schedule.build().rateAt(whole("iteration", iteration));
  }

  private static long whole(String name, @Nullable Object value) {
    try {
      return number(name, value).longValueExact();
    } catch (ArithmeticException e) {
      throw invalid(name, value, "must be a whole number");
    }
  }

  private static BigDecimal number(String name, @Nullable Object value) {
    try {
      return new BigDecimal(String.valueOf(value));
    } catch (NumberFormatException e) {
      throw invalid(name, value, "must be a number");
    }
  }

  private static IllegalArgumentException invalid(
      String name, @Nullable Object value, String rule) {
    String shown = value == null ? "NULL" : value.toString();
    return new IllegalArgumentException("Invalid " + name + ": " + shown + " (" + rule + ")");
  }
}
