package io.clrspark.network.replica;

import io.clrspark.Internal;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The number of threads ND4J and its BLAS use in this process. Two tasks that each use both of two
 * cores take twice the time, so the engine sets the number of cores that Spark gives a task, {@code
 * spark.task.cpus}.
 */
@Internal
public record ComputeThreads(int threads, int masterThreads, int blasThreads, int openMpThreads) {

  /** The numbers that are set now. */
  public static ComputeThreads now() {
    Environment environment = Nd4j.getEnvironment();
    return new ComputeThreads(
        environment.maxThreads(), environment.maxMasterThreads(), blas(), ops().ompGetMaxThreads());
  }

  /** Sets these numbers. */
  public void restore() {
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(masterThreads);
    Nd4j.factory().blas().setMaxThreads(blasThreads);
    ops().setOmpNumThreads(openMpThreads);
  }

  /**
   * Sets all four to one number. Call it in the thread that computes, whatever {@link #now()} says:
   * BLAS passes the number on to OpenMP, which keeps one for each thread and gives it to oneDNN.
   */
  public static void set(int threads) {
    new ComputeThreads(threads, threads, threads, threads).restore();
  }

  /** The number that BLAS uses now. */
  public static int blas() {
    return Nd4j.factory().blas().getMaxThreads();
  }

  private static NativeOps ops() {
    return NativeOpsHolder.getInstance().getDeviceNativeOps();
  }
}
