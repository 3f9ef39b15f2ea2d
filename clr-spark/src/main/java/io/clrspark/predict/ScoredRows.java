package io.clrspark.predict;

import io.clrspark.Internal;
import io.clrspark.examples.ExampleBlock;
import io.clrspark.examples.MemoryBounds;
import io.clrspark.examples.Minibatch;
import io.clrspark.input.ScoringData;
import io.clrspark.input.ScoringFormat;
import io.clrspark.network.Network;
import io.clrspark.network.replica.ComputeThreads;
import io.clrspark.network.replica.OutputPool;
import io.clrspark.source.NumberBuffer;
import io.clrspark.source.RowBlock;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Figures of a network over rows whose labels are known: one Spark job that brings back sums. */
@Internal
public final class ScoredRows {

  private ScoredRows() {}

  /**
   * The figures of rows that were read.
   *
   * @param done counts the rows that are scored
   * @throws io.clrspark.ClrException if the network does not take such rows
   */
  public static Figures figures(
      JavaSparkContext spark,
      Network network,
      OutputMeaning meaning,
      ScoringData data,
      LongAccumulator done) {
    ScoringFormat format = data.format();
    return figures(
        spark,
        network,
        meaning,
        data.rows(),
        (block, copy, sums) -> {
          if (block.count() > 0) {
            add(meaning, meaning.rows(copy.output(format.features(block))), block, sums);
            done.add(block.count());
          }
        });
  }

  private static void add(
      OutputMeaning meaning, double[][] outputs, RowBlock block, ScoreSums sums) {
    NumberBuffer labels = new NumberBuffer();
    for (int i = 0; i < outputs.length; i++) {
      if (meaning.isClassifier()) {
        sums.add((int) block.label(i), outputs[i]);
      } else {
        block.labels(i, labels);
        double[] numbers = new double[outputs[i].length];
        for (int j = 0; j < numbers.length; j++) {
          numbers[j] = labels.get(j);
        }
        sums.add(numbers, outputs[i]);
      }
    }
  }

  /** The figures over examples with one-hot labels, class numbers, or numbers to predict. */
  public static Figures ofExamples(
      JavaSparkContext spark,
      Network network,
      OutputMeaning meaning,
      JavaRDD<ExampleBlock> examples) {
    return figures(
        spark,
        network,
        meaning,
        examples,
        (block, copy, sums) -> {
          try (Minibatch batch = Minibatch.of(block)) {
            double[][] outputs = meaning.rows(copy.output(batch.features()[0]));
            add(meaning, outputs, batch.labels()[0], sums);
          }
        });
  }

  private static void add(
      OutputMeaning meaning, double[][] outputs, INDArray labels, ScoreSums sums) {
    if (!meaning.isClassifier()) {
      for (int i = 0; i < outputs.length; i++) {
        sums.add(labels.getRow(i).toDoubleVector(), outputs[i]);
      }
      return;
    }
    boolean isNumber = labels.size(1) == 1;
    INDArray classes = isNumber ? labels.reshape(labels.length()) : labels.argMax(1);
    for (int i = 0; i < outputs.length; i++) {
      sums.add(classes.getInt(i), outputs[i]);
    }
  }

  private static <B> Figures figures(
      JavaSparkContext spark,
      Network network,
      OutputMeaning meaning,
      JavaRDD<B> blocks,
      Scorer<B> scorer) {
    Broadcast<OutputPool> networks = spark.broadcast(new OutputPool(network));
    try {
      return blocks
          .mapPartitions(some -> List.of(sums(networks.value(), meaning, some, scorer)).iterator())
          .treeReduce(ScoreSums::add)
          .figures();
    } finally {
      networks.destroy();
    }
  }

  private static <B> ScoreSums sums(
      OutputPool networks, OutputMeaning meaning, Iterator<B> blocks, Scorer<B> scorer) {
    ComputeThreads.set(TaskContext.get().cpus());
    try {
      return networks.with(
          copy -> {
            ScoreSums sums = new ScoreSums(meaning);
            blocks.forEachRemaining(block -> scorer.score(block, copy, sums));
            return sums;
          });
    } catch (OutOfMemoryError e) {
      throw MemoryBounds.explained(e);
    }
  }

  /** Scores the rows of a block. */
  private interface Scorer<B> extends Serializable {
    void score(B block, Network copy, ScoreSums sums);
  }
}
