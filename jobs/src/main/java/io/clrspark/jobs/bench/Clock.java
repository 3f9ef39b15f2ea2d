package io.clrspark.jobs.bench;

/** Takes the times of a run's epochs. */
final class Clock {

  private final double[] seconds;
  private final Runnable first;
  private int epochs;
  private long started = System.nanoTime();

  /**
   * @param count how many epochs there will be
   * @param first is called when the first has ended, while the clock stands still
   */
  Clock(int count, Runnable first) {
    this.seconds = new double[count];
    this.first = first;
  }

  /** An epoch has ended; the next one starts. */
  void lap() {
    seconds[epochs++] = (System.nanoTime() - started) / 1e9;
    if (epochs == 1) {
      first.run();
    }
    started = System.nanoTime();
  }

  double[] seconds() {
    return seconds;
  }
}
