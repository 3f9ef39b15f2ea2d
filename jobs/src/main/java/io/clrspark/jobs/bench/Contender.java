package io.clrspark.jobs.bench;

/** One system that trains a case, with one averaging frequency where it averages. */
interface Contender {

  /** Its name in the results. */
  String system();

  /** Updates of a worker between two averagings; 0 where the system has none. */
  int averagingFrequency();

  /**
   * Trains a fresh network for so many epochs.
   *
   * @param first is called when the first has ended, outside the times
   * @return the seconds of each; the first has all that a fresh start costs
   */
  double[] epochs(int count, Runnable first);
}
