package io.clrspark.network.replica;

import io.clrspark.Internal;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.deeplearning4j.config.DL4JSystemProperties;

/**
 * Decides whether DL4J's layers use oneDNN. A layer reads a system property of its process when it
 * is made. All replicas of a run follow the driver's property, since oneDNN rounds in its own way.
 * Networks with channels last never use it: DL4J then computes wrong gradients behind a ReLU.
 */
@Internal
public final class OneDnn {

  private static final String DISABLE = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
  private static final String CHANNELS_LAST = "NHWC";

  private OneDnn() {}

  /**
   * Whether this process asks for oneDNN and the network can use it.
   *
   * @param architecture Java-serialized, so that it has enum constants by name
   */
  static boolean isFor(byte[] architecture) {
    return "false".equalsIgnoreCase(System.getProperty(DISABLE))
        && !new String(architecture, StandardCharsets.ISO_8859_1).contains(CHANNELS_LAST);
  }

  /**
   * Makes something of layers that use oneDNN or do not; the process's property is then restored.
   */
  public static synchronized <T> T with(boolean used, Supplier<T> made) {
    String before = System.setProperty(DISABLE, Boolean.toString(!used));
    try {
      return made.get();
    } finally {
      if (before == null) {
        System.clearProperty(DISABLE);
      } else {
        System.setProperty(DISABLE, before);
      }
    }
  }
}
