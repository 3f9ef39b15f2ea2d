package io.clrspark.benchmark;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.RoundSummary;
import io.clrspark.training.RunControl;
import io.clrspark.training.TrainingObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.spark.api.RDDTrainingApproach;
import org.deeplearning4j.spark.impl.multilayer.SparkDl4jMultiLayer;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Seconds an epoch of this engine and of DL4J's stock master (Export), in turn in one process: an
 * MLP 784-500-100-10 on 20,000 made-up examples, batches of 64, 2 workers. Not a test.
 *
 * <pre>{@code mvn -q test-compile exec:exec@stock-comparison -pl clr-spark}</pre>
 */
public final class StockComparison {

  private static final int EXAMPLES = 20_000;
  private static final int BATCH = 64;
  private static final int WORKERS = 2;
  private static final int EPOCHS = 5;

  private StockComparison() {}

  /** Prints a line an averaging frequency: medians of the epochs after the first. */
  public static void main(String[] args) {
    SparkConf conf =
        new SparkConf()
            .setMaster("local[2]")
            .setAppName("comparison")
            .set("spark.ui.enabled", "false");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      JavaRDD<DataSet> data = data(spark).cache();
      System.out.println("averagingFrequency  stock-export s  clr-spark s  ratio");
      for (int frequency : new int[] {5, 10, 20}) {
        double stock = stock(spark, data, frequency);
        double ours = ours(data, frequency);
        System.out.printf(
            Locale.ROOT, "%18d  %14.2f  %11.2f  %5.2f%n", frequency, stock, ours, stock / ours);
      }
    }
  }

  private static double stock(JavaSparkContext spark, JavaRDD<DataSet> data, int frequency) {
    ParameterAveragingTrainingMaster master =
        new ParameterAveragingTrainingMaster.Builder(WORKERS, BATCH)
            .averagingFrequency(frequency)
            .batchSizePerWorker(BATCH)
            .rddTrainingApproach(RDDTrainingApproach.Export)
            .exportDirectory(System.getProperty("java.io.tmpdir") + "/export-" + frequency)
            .workerPrefetchNumBatches(2)
            .build();
    SparkDl4jMultiLayer network = new SparkDl4jMultiLayer(spark, network(), master);
    List<Double> seconds = new ArrayList<>();
    for (int epoch = 0; epoch < EPOCHS; epoch++) {
      long start = System.nanoTime();
      network.fit(data);
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    return medianAfterFirst(seconds);
  }

  private static double ours(JavaRDD<DataSet> data, int frequency) {
    EpochTimes times = new EpochTimes();
    ClrTrainer.builder(CyclicLR.triangular(0.001, 0.01, 500))
        .workers(WORKERS)
        .batchSize(BATCH)
        .averagingFrequency(frequency)
        .epochs(EPOCHS)
        .observer(times)
        .build()
        .fit(network(), data);
    return medianAfterFirst(times.seconds);
  }

  private static double medianAfterFirst(List<Double> seconds) {
    List<Double> steady = new ArrayList<>(seconds.subList(1, seconds.size()));
    Collections.sort(steady);
    return steady.get(steady.size() / 2);
  }

  private static MultiLayerNetwork network() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .updater(new Nesterovs(0.01, 0.9))
            .list()
            .layer(dense(784, 500))
            .layer(dense(500, 100))
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(100)
                    .nOut(10)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.RELU).build();
  }

  private static JavaRDD<DataSet> data(JavaSparkContext spark) {
    List<Integer> batches = IntStream.range(0, EXAMPLES / BATCH + 1).boxed().toList();
    return spark.parallelize(batches, 4).mapPartitions(StockComparison::make);
  }

  private static Iterator<DataSet> make(Iterator<Integer> batches) {
    List<DataSet> made = new ArrayList<>();
    batches.forEachRemaining(
        batch -> {
          int size = Math.min(BATCH, EXAMPLES - batch * BATCH);
          Random random = new Random(batch);
          float[][] features = new float[size][784];
          float[][] labels = new float[size][10];
          for (int i = 0; i < size; i++) {
            for (int j = 0; j < 784; j++) {
              features[i][j] = random.nextFloat();
            }
            labels[i][random.nextInt(10)] = 1;
          }
          made.add(new DataSet(Nd4j.create(features), Nd4j.create(labels)));
        });
    return made.iterator();
  }

  private static final class EpochTimes implements TrainingObserver {
    private final List<Double> seconds = new ArrayList<>();

    @Override
    public void roundFinished(RoundSummary round, RunControl control) {
      while (seconds.size() <= round.epoch()) {
        seconds.add(0.0);
      }
      seconds.set(round.epoch(), seconds.get(round.epoch()) + round.seconds());
    }
  }
}
