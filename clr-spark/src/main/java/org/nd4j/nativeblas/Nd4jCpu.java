package org.nd4j.nativeblas;

/**
 * Where DL4J 1.0.0-M2.1 asks, by reflection, whether layers may use oneDNN ({@code
 * org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper}). ND4J moved the class that knows to
 * another package and renamed the method, DL4J did not follow: it takes the class it cannot find
 * for a no. This one passes the question on.
 */
public final class Nd4jCpu {

  private Nd4jCpu() {}

  /** What the natives can do. */
  public static final class Environment {

    private static final Environment INSTANCE = new Environment();

    private Environment() {}

    public static Environment getInstance() {
      return INSTANCE;
    }

    /** Whether the natives are a build with oneDNN, and it is not switched off. */
    public boolean isUseMKLDNN() {
      return NativeOpsHolder.getInstance().getDeviceNativeOps().buildInfo().contains("HAVE_ONEDNN")
          && org.nd4j.linalg.cpu.nativecpu.bindings.Nd4jCpu.Environment.getInstance().isUseONEDNN();
    }
  }
}
