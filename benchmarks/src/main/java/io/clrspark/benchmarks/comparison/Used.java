package io.clrspark.benchmarks.comparison;

/**
 * What a system has used.
 *
 * @param bytesMoved bytes between driver and tasks, as Spark counts them
 * @param processorNanos time of all processors in this process
 */
record Used(long bytesMoved, long processorNanos) {

  static final Used NOTHING = new Used(0, 0);

  Used plus(Used other) {
    return new Used(bytesMoved + other.bytesMoved, processorNanos + other.processorNanos);
  }

  Used since(Used before) {
    return new Used(bytesMoved - before.bytesMoved, processorNanos - before.processorNanos);
  }
}
