package io.clrspark.benchmarks.system;

/** Measures the seconds of each epoch of a run. */
public final class EpochTimer {

  private final double[] seconds;
  private final Runnable first;
  private int epochs;
  private long started = System.nanoTime();

  /**
   * @param count how many epochs there will be
   * @param first is called after the first epoch; its own time is not counted
   */
  public EpochTimer(int count, Runnable first) {
    this.seconds = new double[count];
    this.first = first;
  }

  /** An epoch has ended; the next one starts. */
  public void lap() {
    seconds[epochs++] = (System.nanoTime() - started) / 1e9;
    if (epochs == 1) {
      first.run();
    }
    started = System.nanoTime();
  }

  public double[] seconds() {
    return seconds;
  }
}
