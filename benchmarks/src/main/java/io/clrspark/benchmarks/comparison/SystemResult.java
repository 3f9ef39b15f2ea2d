package io.clrspark.benchmarks.comparison;

import io.clrspark.benchmarks.measure.ExecutorPeaks;
import io.clrspark.benchmarks.measure.MemoryPeaks;
import io.clrspark.benchmarks.system.TrainingSystem;
import java.util.ArrayList;
import java.util.List;

/** The measurements of all runs of one system. */
final class SystemResult {

  private final String system;
  private final int averagingFrequency;
  private final boolean here;
  private final List<Double> first = new ArrayList<>();
  private final List<Double> steady = new ArrayList<>();
  private long heap;
  private long resident;
  private long executorHeap;
  private long executorResident;
  private Used used = Used.NOTHING;
  private int epochs;

  SystemResult(TrainingSystem trained) {
    this.system = trained.system();
    this.averagingFrequency = trained.averagingFrequency();
    this.here = trained.isHere();
  }

  void add(double[] seconds, MemoryPeaks driver, ExecutorPeaks executors, Used afterFirst) {
    first.add(seconds[0]);
    for (int epoch = 1; epoch < seconds.length; epoch++) {
      steady.add(seconds[epoch]);
    }
    if (here) {
      heap = Math.max(heap, driver.heapBytes());
      resident = Math.max(resident, driver.residentBytes());
      executorHeap = Math.max(executorHeap, executors.heapBytes());
      executorResident = Math.max(executorResident, executors.residentBytes());
    }
    used = used.plus(afterFirst);
    epochs += seconds.length - 1;
  }

  String system() {
    return system;
  }

  /** 0 where the system averages nothing. */
  int averagingFrequency() {
    return averagingFrequency;
  }

  MedianAndRange firstEpochSeconds() {
    return samples(first);
  }

  /** Of every epoch except the first of each run. */
  MedianAndRange epochSeconds() {
    return samples(steady);
  }

  /** Of the driver; 0 where the system trains in processes of its own. */
  long heapBytes() {
    return heap;
  }

  /** Of the driver; 0 where the system trains in processes of its own. */
  long residentBytes() {
    return resident;
  }

  /** Of the executor with the largest; 0 where tasks run in the driver's process. */
  long executorHeapBytes() {
    return executorHeap;
  }

  /** Of the executor with the largest; 0 where tasks run in the driver's process. */
  long executorResidentBytes() {
    return executorResident;
  }

  /** Bytes per epoch, without the first epoch of each run. */
  long bytesMoved() {
    return used.bytesMoved() / epochs;
  }

  /** Of this process per epoch, without the first epoch of each run. */
  double processorSeconds() {
    return used.processorNanos() / 1e9 / epochs;
  }

  private static MedianAndRange samples(List<Double> values) {
    return MedianAndRange.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
