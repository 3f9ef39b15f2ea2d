package io.clrspark.jobs.bench;

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
 * The limit: each worker trains a network of its own on its own data in memory, in a task, and they
 * never average. An epoch takes as long as the slowest worker trains; Spark's part is left out.
 */
final class FreeReplicas implements Contender {

  /** What an executor keeps of the workers it has. */
  private static final Map<Integer, List<DataSet>> DATA = new ConcurrentHashMap<>();

  private final JavaSparkContext spark;
  private final BenchCase bench;

  FreeReplicas(JavaSparkContext spark, BenchCase bench) {
    this.spark = spark;
    this.bench = bench;
    BenchCase sizes = bench;
    BenchData.workers(spark, bench).foreachPartition(numbers -> data(sizes, worker()));
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
    BenchCase sizes = bench;
    JavaRDD<double[]> trained =
        BenchData.workers(spark, bench).mapPartitions(numbers -> train(sizes, worker(), count));
    List<double[]> seconds = trained.collect();
    return IntStream.range(0, count)
        .mapToDouble(epoch -> seconds.stream().mapToDouble(s -> s[epoch]).max().orElse(0))
        .toArray();
  }

  private static Iterator<double[]> train(BenchCase bench, int worker, int count) {
    List<DataSet> data = data(bench, worker);
    ComputeThreads before = ComputeThreads.now();
    ComputeThreads.set(TaskContext.get().cpus());
    try {
      Clock clock = new Clock(count, () -> {});
      MultiLayerNetwork network = bench.network();
      for (int epoch = 0; epoch < count; epoch++) {
        data.forEach(network::fit);
        clock.lap();
      }
      return List.of(clock.seconds()).iterator();
    } finally {
      before.restore();
    }
  }

  private static List<DataSet> data(BenchCase bench, int worker) {
    return DATA.computeIfAbsent(worker, number -> BenchData.share(bench, number));
  }

  private static int worker() {
    return TaskContext.get().partitionId();
  }
}
