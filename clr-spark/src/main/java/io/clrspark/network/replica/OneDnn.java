package io.clrspark.network.replica;

import io.clrspark.Internal;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.jspecify.annotations.Nullable;

/**
 * Whether DL4J's layers use oneDNN. A layer decides when it is made, by a system property of its
 * process; a run's replicas all follow the driver's, since oneDNN rounds in its own way. Never for
 * channels last: the gradients that DL4J then computes behind a ReLU are wrong.
 */
@Internal
public final class OneDnn {

  private static final String DISABLE = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
  private static final String CHANNELS_LAST = "NHWC";

  private OneDnn() {}

  /**
   * Whether this process wants it for a network and the network can have it.
   *
   * @param architecture Java-serialized, which writes enum constants by name
   */
  static boolean isFor(byte[] architecture) {
    return "false".equalsIgnoreCase(System.getProperty(DISABLE))
        && !new String(architecture, StandardCharsets.ISO_8859_1).contains(CHANNELS_LAST);
  }

  /** Makes something of layers with oneDNN or without; what others make is as it was. */
  public static synchronized <T> T with(boolean used, Supplier<T> made) {
    String before = System.getProperty(DISABLE);
    System.setProperty(DISABLE, Boolean.toString(!used));
    try {
      return made.get();
    } finally {
      restore(before);
    }
  }

  private static void restore(@Nullable String before) {
    if (before == null) {
      System.clearProperty(DISABLE);
    } else {
      System.setProperty(DISABLE, before);
    }
  }
}
