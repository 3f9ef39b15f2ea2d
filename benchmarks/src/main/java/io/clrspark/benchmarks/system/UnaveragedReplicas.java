package io.clrspark.benchmarks.system;

import io.clrspark.network.replica.ComputeThreads;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Replicas that never average, which is the limit for any system: in a task, each worker trains its
 * own network on its own data in memory. An epoch takes as long as the slowest worker trains; the
 * time of Spark itself is left out.
 */
public final class UnaveragedReplicas implements TrainingSystem {

  /** The data of the workers that ran in this executor, by worker. */
  private static final Map<Integer, List<DataSet>> DATA = new ConcurrentHashMap<>();

  private final JavaSparkContext spark;
  private final TrainingCase bench;

  public UnaveragedReplicas(JavaSparkContext spark, TrainingCase bench) {
    this.spark = spark;
    this.bench = bench;
    TrainingCase sizes = bench;
    RandomExamples.workers(spark, bench).foreachPartition(numbers -> data(sizes, worker()));
  }

  @Override
  public String system() {
    return "limit";
  }

  @Override
  public int averagingFrequency() {
    return 0;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    TrainingCase sizes = bench;
    JavaRDD<double[]> trained =
        RandomExamples.workers(spark, bench)
            .mapPartitions(numbers -> train(sizes, worker(), count));
    List<double[]> seconds = trained.collect();
    return IntStream.range(0, count)
        .mapToDouble(epoch -> seconds.stream().mapToDouble(s -> s[epoch]).max().orElse(0))
        .toArray();
  }

  private static Iterator<double[]> train(TrainingCase bench, int worker, int count) {
    List<DataSet> data = data(bench, worker);
    ComputeThreads before = ComputeThreads.now();
    ComputeThreads.set(TaskContext.get().cpus());
    try {
      EpochTimer timer = new EpochTimer(count, () -> {});
      MultiLayerNetwork network = bench.network();
      for (int epoch = 0; epoch < count; epoch++) {
        data.forEach(network::fit);
        timer.lap();
      }
      return List.of(timer.seconds()).iterator();
    } finally {
      before.restore();
    }
  }

  private static List<DataSet> data(TrainingCase bench, int worker) {
    return DATA.computeIfAbsent(worker, number -> RandomExamples.share(bench, number));
  }

  private static int worker() {
    return TaskContext.get().partitionId();
  }
}
