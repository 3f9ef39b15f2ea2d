package io.clrspark.benchmarks.system;

import io.clrspark.network.replica.ComputeThreads;
import java.util.List;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.nd4j.linalg.dataset.DataSet;

/**
 * DL4J's {@code ParallelWrapper}: parameter averaging by threads of this process, without Spark.
 */
public final class ParallelWrapperTrainer implements TrainingSystem {

  private final TrainingCase bench;
  private final List<DataSet> data;
  private final int frequency;

  public ParallelWrapperTrainer(TrainingCase bench, int frequency) {
    this.bench = bench;
    this.data = RandomExamples.minibatches(bench, 0, bench.minibatches());
    this.frequency = frequency;
  }

  @Override
  public String system() {
    return "parallel-wrapper";
  }

  @Override
  public int averagingFrequency() {
    return frequency;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    ComputeThreads before = ComputeThreads.now();
    ComputeThreads.set(1);
    EpochTimer timer = new EpochTimer(count, first);
    MultiLayerNetwork network = bench.network();
    ParallelWrapper wrapper = wrapper(network);
    try {
      for (int epoch = 0; epoch < count; epoch++) {
        wrapper.fit(new ExistingDataSetIterator(data));
        timer.lap();
      }
    } finally {
      wrapper.shutdown();
      before.restore();
    }
    return timer.seconds();
  }

  private ParallelWrapper wrapper(MultiLayerNetwork network) {
    return new ParallelWrapper.Builder<>(network)
        .workers(bench.workers())
        .averagingFrequency(frequency)
        .prefetchBuffer(2 * bench.workers())
        .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
        .averageUpdaters(true)
        .reportScoreAfterAveraging(false)
        .build();
  }
}
