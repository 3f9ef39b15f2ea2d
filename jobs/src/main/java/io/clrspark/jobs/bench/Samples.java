package io.clrspark.jobs.bench;

import java.util.Arrays;

/** Median, least and largest of some measurements. */
record Samples(double median, double min, double max) {

  static Samples of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Samples(median, sorted[0], sorted[sorted.length - 1]);
  }
}
