package io.clrspark.training.fingerprint;

import io.clrspark.Internal;
import io.clrspark.schedule.Schedule;
import io.clrspark.training.checkpoint.CheckpointHeader;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Compares schedules whose scale function is given in code and so has no text, by their rates over
 * the run as it was planned. Later rates are not compared, so a resumed run may be longer than
 * planned.
 */
@Internal
public final class RateFingerprint {

  /** Where a checkpoint keeps it. */
  static final String SETTING = "rates of scaleFn";

  private static final int MOST = 10_000;

  private RateFingerprint() {}

  /** The run's end and a checksum of its rates; empty if the schedule's text is complete. */
  static Optional<String> of(ISchedule schedule, int from, int to) {
    return schedule instanceof Schedule ours && ours.notSaveable().isPresent()
        ? Optional.of(String.format(Locale.ROOT, "%d %08x", to, checksum(ours, from, to)))
        : Optional.empty();
  }

  /**
   * The difference in words, if a run would resume with other rates; empty if the checkpoint has no
   * rates.
   */
  public static Optional<String> difference(CheckpointHeader before, ISchedule now) {
    String kept = before.settings().get(SETTING);
    if (kept == null) {
      return Optional.empty();
    }
    int from = before.position().firstIteration();
    int to = Integer.parseInt(kept.substring(0, kept.indexOf(' ')));
    return of(now, from, to)
        .filter(rates -> !rates.equals(kept))
        .map(
            rates ->
                "scaleFn, a function in code, gives other rates for iterations %d to %d than it did"
                    .formatted(from, to - 1));
  }

  private static long checksum(Schedule schedule, int from, int to) {
    CRC32 sum = new CRC32();
    iterations(from, to)
        .forEach(
            i -> sum.update(ByteBuffer.allocate(Float.BYTES).putFloat(rate(schedule, i)).flip()));
    return sum.getValue();
  }

  private static IntStream iterations(int from, int to) {
    return to - from <= MOST ? IntStream.range(from, to) : new Random(MOST).ints(MOST, from, to);
  }

  /** As a float: the last digits of a double's sine are not the same on all machines. */
  private static float rate(Schedule schedule, int iteration) {
    try {
      return (float) schedule.rateAt(iteration);
    } catch (RuntimeException e) {
      return Float.NaN;
    }
  }
}
