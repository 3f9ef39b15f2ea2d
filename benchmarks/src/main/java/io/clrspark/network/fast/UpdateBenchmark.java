package io.clrspark.network.fast;

import io.clrspark.network.Network;
import io.clrspark.network.replica.ComputeThreads;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.Updater;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One update of an MLP 784-500-100-10 on 64 examples, as DL4J and as a replica do it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class UpdateBenchmark {

  private static final int EXAMPLES = 64;

  /** Whether the network trains as in a replica, with less work for the same result. */
  @Param({"false", "true"})
  public boolean fast;

  /** The updater, by DL4J's name. */
  @Param({"NESTEROVS", "ADAM"})
  public Updater updater;

  private final ShapeCache shapes = new ShapeCache();
  private MultiLayerNetwork network;
  private INDArray features;
  private INDArray labels;

  @Setup
  public void make() {
    ComputeThreads.set(1);
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(updater.getIUpdaterWithDefaultConfig())
                .activation(Activation.RELU)
                .list()
                .layer(new DenseLayer.Builder().nIn(784).nOut(500).build())
                .layer(new DenseLayer.Builder().nIn(500).nOut(100).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(100)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    if (fast) {
      FastTraining.install(Network.of(network));
    }
    features = Nd4j.rand(EXAMPLES, 784);
    labels = Nd4j.zeros(EXAMPLES, 10);
    for (int i = 0; i < EXAMPLES; i++) {
      labels.putScalar(i, i % 10, 1);
    }
  }

  @Benchmark
  public double update() {
    return fast ? shapes.during(this::fit) : fit();
  }

  private double fit() {
    network.fit(features, labels);
    return network.score();
  }
}
