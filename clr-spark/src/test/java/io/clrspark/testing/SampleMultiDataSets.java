package io.clrspark.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Made-up examples of any shape, with masks, for networks of any number of inputs and outputs. */
public final class SampleMultiDataSets {

  public static final int COUNT = 50;

  private SampleMultiDataSets() {}

  /** Pieces that are not minibatches, one a partition, in their order. */
  public static JavaRDD<MultiDataSet> rdd(JavaSparkContext spark, MultiDataSet data) {
    List<MultiDataSet> pieces = pieces(data, 11);
    List<Integer> numbers = IntStream.range(0, pieces.size()).boxed().toList();
    return spark.parallelize(numbers, numbers.size()).map(pieces::get);
  }

  /** Successive data sets of a size, the last one short. */
  public static List<MultiDataSet> pieces(MultiDataSet data, int size) {
    List<MultiDataSet> pieces = new ArrayList<>();
    List<org.nd4j.linalg.dataset.api.MultiDataSet> all = data.asList();
    for (int from = 0; from < all.size(); from += size) {
      pieces.add(MultiDataSet.merge(all.subList(from, Math.min(from + size, all.size()))));
    }
    return pieces;
  }

  /** Four numbers and one of three classes. */
  public static MultiDataSet flat() {
    return new MultiDataSet(array(COUNT, 4), classes(COUNT, 3));
  }

  /** Images of 8 by 8 and one of three classes. */
  public static MultiDataSet images() {
    return new MultiDataSet(array(COUNT, 1, 8, 8), classes(COUNT, 3));
  }

  public static MultiDataSet twoInTwoOut() {
    return twoInTwoOut(COUNT);
  }

  /** Inputs of 4 and 3 numbers; one of three classes, and two numbers. */
  public static MultiDataSet twoInTwoOut(int count) {
    return new MultiDataSet(
        new INDArray[] {array(count, 4), array(count, 3)},
        new INDArray[] {classes(count, 3), array(count, 2)});
  }

  /** Sequences of four numbers and different lengths, padded and masked, a class for each step. */
  public static MultiDataSet sequences() {
    return sequences(COUNT, 12);
  }

  /** The same of any number and length. */
  public static MultiDataSet sequences(int count, int steps) {
    INDArray labels = Nd4j.zeros(count, 3, steps);
    Random random = new Random(5);
    for (int example = 0; example < count; example++) {
      for (int step = 0; step < steps; step++) {
        labels.putScalar(example, random.nextInt(3), step, 1);
      }
    }
    return new MultiDataSet(
        new INDArray[] {array(count, 4, steps)},
        new INDArray[] {labels},
        new INDArray[] {mask(count, steps)},
        new INDArray[] {mask(count, steps)});
  }

  /** Ones for each sequence's own length, from 1 to all steps. */
  public static INDArray mask(int count, int steps) {
    Random random = new Random(6);
    INDArray mask = Nd4j.zeros(count, steps);
    for (int example = 0; example < count; example++) {
      int length = 1 + random.nextInt(steps);
      for (int step = 0; step < length; step++) {
        mask.putScalar(example, step, 1);
      }
    }
    return mask;
  }

  /** Normally distributed numbers. */
  public static INDArray array(long... shape) {
    Random random = new Random(shape.length);
    INDArray array = Nd4j.create(shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextGaussian());
    }
    return array;
  }

  /** Whole numbers from 0, for embeddings. */
  public static INDArray indices(int below, long... shape) {
    Random random = new Random(below);
    INDArray array = Nd4j.create(shape);
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextInt(below));
    }
    return array;
  }

  /** Classes in turn. */
  public static INDArray classes(int examples, int classes) {
    INDArray labels = Nd4j.zeros(examples, classes);
    for (int example = 0; example < examples; example++) {
      labels.putScalar(example, example % classes, 1);
    }
    return labels;
  }
}
