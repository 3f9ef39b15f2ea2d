package io.clrspark.jobs.bench;

import java.util.ArrayList;
import java.util.List;

/** What the runs of one contender came to. */
final class Outcome {

  private final String system;
  private final int averagingFrequency;
  private final List<Double> first = new ArrayList<>();
  private final List<Double> steady = new ArrayList<>();
  private long heap;
  private long resident;
  private long executorHeap;
  private long executorResident;
  private long moved;
  private int epochs;

  Outcome(Contender contender) {
    this.system = contender.system();
    this.averagingFrequency = contender.averagingFrequency();
  }

  void add(double[] seconds, MemoryPeaks driver, ExecutorPeaks executors, long bytesMoved) {
    first.add(seconds[0]);
    for (int epoch = 1; epoch < seconds.length; epoch++) {
      steady.add(seconds[epoch]);
    }
    heap = Math.max(heap, driver.heapBytes());
    resident = Math.max(resident, driver.residentBytes());
    executorHeap = Math.max(executorHeap, executors.heapBytes());
    executorResident = Math.max(executorResident, executors.residentBytes());
    moved += bytesMoved;
    epochs += seconds.length - 1;
  }

  String system() {
    return system;
  }

  /** 0 where the system averages nothing. */
  int averagingFrequency() {
    return averagingFrequency;
  }

  Samples firstEpochSeconds() {
    return samples(first);
  }

  /** Of every epoch but the first of each run. */
  Samples epochSeconds() {
    return samples(steady);
  }

  long heapBytes() {
    return heap;
  }

  long residentBytes() {
    return resident;
  }

  /** Of the executor that had most; 0 where tasks run in the driver's process. */
  long executorHeapBytes() {
    return executorHeap;
  }

  /** Of the executor that had most; 0 where tasks run in the driver's process. */
  long executorResidentBytes() {
    return executorResident;
  }

  /** Bytes an epoch, after the first of each run. */
  long bytesMoved() {
    return moved / epochs;
  }

  private static Samples samples(List<Double> values) {
    return Samples.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
