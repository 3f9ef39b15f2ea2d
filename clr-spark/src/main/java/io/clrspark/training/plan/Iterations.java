package io.clrspark.training.plan;

/** Computes the iterations per epoch from the size of the data, before a run. */
public final class Iterations {

  private Iterations() {}

  /**
   * Lock-step updates in one pass over the data: ceil(ceil(examples / workers) / batchSize). Under
   * truncated BPTT, where a time segment is an update, these are minibatches.
   *
   * @param examples in the data
   * @param workers logical workers, at least 1
   * @param batchSize examples a worker uses for one update, at least 1
   */
  public static long perEpoch(long examples, int workers, int batchSize) {
    return ceil(ceil(examples, workers), batchSize);
  }

  static long ceil(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
