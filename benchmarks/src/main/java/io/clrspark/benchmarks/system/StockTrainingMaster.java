package io.clrspark.benchmarks.system;

import io.clrspark.network.replica.ComputeThreads;
import java.util.Locale;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.dataset.DataSet;

/** DL4J's {@code ParameterAveragingTrainingMaster}. */
public final class StockTrainingMaster implements TrainingSystem {

  private final JavaSparkContext spark;
  private final TrainingCase bench;
  private final JavaRDD<DataSet> data;
  private final StockSettings stock;
  private final RDDTrainingApproach approach;
  private final int frequency;

  public StockTrainingMaster(
      JavaSparkContext spark,
      TrainingCase bench,
      JavaRDD<DataSet> data,
      StockSettings stock,
      RDDTrainingApproach approach,
      int frequency) {
    this.spark = spark;
    this.bench = bench;
    this.data = data;
    this.stock = stock;
    this.approach = approach;
    this.frequency = frequency;
  }

  @Override
  public String system() {
    return "stock-" + approach.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int averagingFrequency() {
    return frequency;
  }

  @Override
  public double[] epochs(int count, Runnable first) {
    ComputeThreads before = ComputeThreads.now();
    if (stock == StockSettings.TUNED) {
      setThreads();
    }
    EpochTimer timer = new EpochTimer(count, first);
    ParameterAveragingTrainingMaster master = master();
    try {
      SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, bench.network(), master);
      for (int epoch = 0; epoch < count; epoch++) {
        network.fit(data);
        timer.lap();
      }
    } finally {
      master.deleteTempFiles(spark);
      if (stock == StockSettings.DEFAULTS) {
        data.unpersist(true); // DL4J leaves it
      }
      before.restore();
    }
    return timer.seconds();
  }

  private ParameterAveragingTrainingMaster master() {
    ParameterAveragingTrainingMaster.Builder master =
        new ParameterAveragingTrainingMaster.Builder(bench.workers(), bench.batchSize())
            .batchSizePerWorker(bench.batchSize())
            .averagingFrequency(frequency)
            .workerPrefetchNumBatches(2)
            .rddTrainingApproach(approach);
    if (stock == StockSettings.TUNED) {
      master.storageLevel(null); // the data is cached
    }
    return master.build();
  }

  /**
   * Gives ND4J the threads that the engine's tasks have, in this process and in every executor that
   * a task reaches.
   */
  private void setThreads() {
    int cpus = spark.getConf().getInt("spark.task.cpus", 1);
    ComputeThreads.set(cpus);
    data.foreachPartition(minibatches -> ComputeThreads.set(cpus));
  }
}
