package io.clrspark.benchmarks.system;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The examples of a {@link TrainingCase}, made where they are used: uniform random features and a
 * random class.
 */
public final class RandomExamples {

  private RandomExamples() {}

  /** The minibatches with the numbers {@code from} to {@code to - 1}. */
  public static List<DataSet> minibatches(TrainingCase bench, int from, int to) {
    List<DataSet> made = new ArrayList<>();
    for (int index = from; index < to; index++) {
      made.add(minibatch(bench, index));
    }
    return made;
  }

  /** The minibatches of one worker; the numbers of two workers differ by at most one. */
  public static List<DataSet> share(TrainingCase bench, int worker) {
    return minibatches(bench, start(bench, worker), start(bench, worker + 1));
  }

  /** All minibatches, a partition per worker, made by the tasks. */
  public static JavaRDD<DataSet> rdd(JavaSparkContext spark, TrainingCase bench) {
    return workers(spark, bench)
        .mapPartitionsWithIndex((worker, numbers) -> shareOf(bench, worker), true);
  }

  /** A partition per worker with the worker's number: nothing else goes to the tasks. */
  public static JavaRDD<Long> workers(JavaSparkContext spark, TrainingCase bench) {
    return spark
        .sc()
        .range(0, bench.workers(), 1, bench.workers())
        .toJavaRDD()
        .map(number -> (Long) number);
  }

  /** Makes one minibatch at a time: a worker's data may be larger than memory. */
  private static Iterator<DataSet> shareOf(TrainingCase bench, int worker) {
    return IntStream.range(start(bench, worker), start(bench, worker + 1))
        .mapToObj(index -> minibatch(bench, index))
        .iterator();
  }

  private static int start(TrainingCase bench, int worker) {
    return Math.toIntExact((long) bench.minibatches() * worker / bench.workers());
  }

  private static DataSet minibatch(TrainingCase bench, int index) {
    int size = Math.min(bench.batchSize(), bench.examples() - index * bench.batchSize());
    Random random = new Random(index);
    float[][] features = new float[size][bench.inputs()];
    float[][] labels = new float[size][bench.classes()];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < features[i].length; j++) {
        features[i][j] = random.nextFloat();
      }
      labels[i][random.nextInt(bench.classes())] = 1;
    }
    return new DataSet(Nd4j.create(features), Nd4j.create(labels));
  }
}
