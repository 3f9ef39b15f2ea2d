package io.clrspark.benchmarks.system;

import io.clrspark.network.replica.ComputeThreads;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's own {@code fit} in one process, on minibatches in memory, without an iterator or a queue.
 * It uses the number of threads that is fastest.
 */
public final class LocalFit implements TrainingSystem {

  private final TrainingCase bench;
  private final List<DataSet> data;
  private final int threads;

  public LocalFit(TrainingCase bench) {
    this.bench = bench;
    this.data = RandomExamples.minibatches(bench, 0, bench.minibatches());
    this.threads = bestThreads();
  }

  private int bestThreads() {
    int best = 1;
    double least = Double.POSITIVE_INFINITY;
    for (int count = 1; count <= Runtime.getRuntime().availableProcessors(); count *= 2) {
      double[] seconds = epochs(4, count, () -> {});
      double steady = Math.min(seconds[2], seconds[3]);
      if (steady < least) {
        best = count;
        least = steady;
      }
    }
    return best;
  }

  @Override
  public String system() {
    return "local-fit";
  }

  @Override
  public int averagingFrequency() {
    return 0;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    return epochs(count, threads, first);
  }

  private double[] epochs(int count, int with, Runnable first) {
    ComputeThreads before = ComputeThreads.now();
    ComputeThreads.set(with);
    try {
      EpochTimer timer = new EpochTimer(count, first);
      MultiLayerNetwork network = bench.network();
      for (int epoch = 0; epoch < count; epoch++) {
        data.forEach(network::fit);
        timer.lap();
      }
      return timer.seconds();
    } finally {
      before.restore();
    }
  }
}
