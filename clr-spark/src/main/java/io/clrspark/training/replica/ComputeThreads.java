package io.clrspark.training.replica;

import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The number of threads ND4J and its BLAS use in this process. Two tasks that each use both of two
 * cores take twice the time, so the engine sets what Spark gives a task, {@code spark.task.cpus}.
 */
public final class ComputeThreads {

  private final int threads;
  private final int masterThreads;
  private final int blasThreads;

  private ComputeThreads(int threads, int masterThreads, int blasThreads) {
    this.threads = threads;
    this.masterThreads = masterThreads;
    this.blasThreads = blasThreads;
  }

  /** What is set now. */
  public static ComputeThreads now() {
    Environment environment = Nd4j.getEnvironment();
    return new ComputeThreads(
        environment.maxThreads(),
        environment.maxMasterThreads(),
        Nd4j.factory().blas().getMaxThreads());
  }

  /** Sets what it was. */
  public void restore() {
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(masterThreads);
    Nd4j.factory().blas().setMaxThreads(blasThreads);
  }

  /** Sets all to that number; a tenth of a millisecond each, so what is right is left alone. */
  public static void set(int threads) {
    ComputeThreads now = now();
    if (now.threads == threads && now.masterThreads == threads && now.blasThreads == threads) {
      return;
    }
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
  }

  /** What BLAS uses now. */
  public static int blas() {
    return Nd4j.factory().blas().getMaxThreads();
  }
}
