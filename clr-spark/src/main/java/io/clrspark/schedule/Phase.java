package io.clrspark.schedule;

/**
 * A cycle or a phase of a schedule.
 *
 * @param name what it is, such as {@code cycle} or {@code warm-up}
 * @param start its first global iteration
 * @param end the global iteration after its last; {@link #ENDLESS} if it has none
 * @param length how many iterations it would have if nothing cut it short
 */
public record Phase(String name, long start, long end, long length) {

  /** The name of every cycle. */
  public static final String CYCLE = "cycle";

  /** The name of what comes after a formula's end. */
  public static final String AFTER = "last rate";

  /** The end of what has none. */
  public static final long ENDLESS = Long.MAX_VALUE;

  /** A phase that nothing cuts short. */
  public Phase(String name, long start, long end) {
    this(name, start, end, end - start);
  }

  /** Whether it has no end. */
  public boolean isEndless() {
    return end == ENDLESS;
  }

  /** The same, that many iterations later. */
  public Phase later(long iterations) {
    return new Phase(
        name, start + iterations, end > ENDLESS - iterations ? ENDLESS : end + iterations, length);
  }

  /** The same, cut short at an iteration. */
  public Phase until(long latest) {
    return new Phase(name, start, Math.min(end, latest), length);
  }
}
