package io.clrspark.benchmarks.system;

/** A system that trains a {@link TrainingCase}, with one averaging frequency if it averages. */
public interface TrainingSystem {

  /** Its name in the results. */
  String system();

  /** Updates of a worker between two averagings; 0 where the system has none. */
  int averagingFrequency();

  /** Whether it trains in this process and Spark's executors, so that their memory is its own. */
  default boolean isHere() {
    return true;
  }

  /**
   * Trains a fresh network.
   *
   * @param count epochs
   * @param first is called after the first epoch, where rounds end on the driver; its own time is
   *     not counted
   * @return the seconds of each epoch; the first includes what a fresh start costs
   */
  double[] epochs(int count, Runnable first);
}
