package io.clrspark.report;

import io.clrspark.PlainNumber;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats times as short texts. */
final class Times {

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private Times() {}

  /** A timestamp from Spark, which is of one of two classes. */
  static Instant instant(Object value) {
    return value instanceof Timestamp stamp ? stamp.toInstant() : (Instant) value;
  }

  static String text(Instant instant) {
    return SECONDS.format(instant);
  }

  static String text(Duration duration) {
    return duration.toSeconds() < 60
        ? PlainNumber.compact(Math.floorDiv(duration.toMillis(), 100L) / 10.0) + " s"
        : "%d:%02d:%02d"
            .formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
  }
}
