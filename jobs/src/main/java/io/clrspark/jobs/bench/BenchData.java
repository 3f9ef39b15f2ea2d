package io.clrspark.jobs.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** The examples of a case, made where they are used: uniform random features, a random class. */
final class BenchData {

  private BenchData() {}

  /** The minibatches of successive numbers. */
  static List<DataSet> minibatches(BenchCase bench, int from, int to) {
    List<DataSet> made = new ArrayList<>();
    for (int index = from; index < to; index++) {
      made.add(minibatch(bench, index));
    }
    return made;
  }

  /** The minibatches of one worker, dealt evenly. */
  static List<DataSet> share(BenchCase bench, int worker) {
    return minibatches(bench, start(bench, worker), start(bench, worker + 1));
  }

  /** All of them, a partition a worker, made by the tasks. */
  static JavaRDD<DataSet> rdd(JavaSparkContext spark, BenchCase bench) {
    return workers(spark, bench)
        .mapPartitionsWithIndex((worker, numbers) -> shareOf(bench, worker), true);
  }

  /** A partition a worker, each with the worker's number: nothing else goes to the tasks. */
  static JavaRDD<Long> workers(JavaSparkContext spark, BenchCase bench) {
    return spark
        .sc()
        .range(0, bench.workers(), 1, bench.workers())
        .toJavaRDD()
        .map(number -> (Long) number);
  }

  /** One at a time: a share may be larger than memory. */
  private static Iterator<DataSet> shareOf(BenchCase bench, int worker) {
    return IntStream.range(start(bench, worker), start(bench, worker + 1))
        .mapToObj(index -> minibatch(bench, index))
        .iterator();
  }

  private static int start(BenchCase bench, int worker) {
    return Math.toIntExact((long) bench.minibatches() * worker / bench.workers());
  }

  private static DataSet minibatch(BenchCase bench, int index) {
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
