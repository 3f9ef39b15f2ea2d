package io.clrspark.training.round.shuffle;

import io.clrspark.network.NetworkState;
import io.clrspark.training.round.WorkerResult;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** The average of one slice, and with the first slice what each worker reported. */
final class AveragedSlice implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int slice;
  private final NetworkState average;
  private final @Nullable WorkerResult[] results;

  AveragedSlice(int slice, NetworkState average, @Nullable WorkerResult[] results) {
    this.slice = slice;
    this.average = average;
    this.results = results;
  }

  int slice() {
    return slice;
  }

  NetworkState average() {
    return average;
  }

  /** By worker, null where it had no data; empty in all slices but the first. */
  @Nullable WorkerResult[] results() {
    return results;
  }
}
