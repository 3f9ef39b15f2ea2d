package io.clrspark.network.replica;

import io.clrspark.schedule.CyclicLR;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A worker's work for one row of the history: it records an update with its rate and times. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WorkerRowBenchmark {

  /** Updates of a round. */
  public static final int UPDATES = 10;

  private Model model;
  private RowListener listener;

  @Setup
  public void make() {
    OutputLayer layer =
        new OutputLayer.Builder(LossFunction.MSE)
            .nIn(1)
            .nOut(1)
            .activation(Activation.IDENTITY)
            .build();
    model = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().list(layer).build());
    listener = new RowListener(CyclicLR.triangular(0.001, 0.006, 2000), () -> 0.9375);
  }

  /** The rows of a worker's round. */
  @Benchmark
  @OperationsPerInvocation(UPDATES)
  public UpdateRows row() {
    UpdateRows rows = new UpdateRows();
    listener.expect(32, rows);
    for (int update = 0; update < UPDATES; update++) {
      listener.iterationDone(model, update, 0);
    }
    return rows;
  }
}
