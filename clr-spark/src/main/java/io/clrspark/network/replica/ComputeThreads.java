package io.clrspark.network.replica;

import io.clrspark.Internal;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The number of threads ND4J and its BLAS use in this process. Two tasks that each use both of two
 * cores take twice the time, so the engine sets what Spark gives a task, {@code spark.task.cpus}.
 */
@Internal
public final class ComputeThreads {

  private final int threads;
  private final int masterThreads;
  private final int blasThreads;
  private final int openMpThreads;

  private ComputeThreads(int threads, int masterThreads, int blasThreads, int openMpThreads) {
    this.threads = threads;
    this.masterThreads = masterThreads;
    this.blasThreads = blasThreads;
    this.openMpThreads = openMpThreads;
  }

  /** What is set now. */
  public static ComputeThreads now() {
    Environment environment = Nd4j.getEnvironment();
    return new ComputeThreads(
        environment.maxThreads(),
        environment.maxMasterThreads(),
        Nd4j.factory().blas().getMaxThreads(),
        NativeOpsHolder.getInstance().getDeviceNativeOps().ompGetMaxThreads());
  }

  /** Sets what it was. */
  public void restore() {
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(masterThreads);
    Nd4j.factory().blas().setMaxThreads(blasThreads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(openMpThreads);
  }

  /**
   * Sets all to that number. Call it in the thread that computes, whatever {@link #now()} says:
   * BLAS passes it on to OpenMP, which keeps one for each thread, and oneDNN asks that.
   */
  public static void set(int threads) {
    Environment environment = Nd4j.getEnvironment();
    environment.setMaxThreads(threads);
    environment.setMaxMasterThreads(threads);
    Nd4j.factory().blas().setMaxThreads(threads);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(threads);
  }

  /** What BLAS uses now. */
  public static int blas() {
    return Nd4j.factory().blas().getMaxThreads();
  }
}
