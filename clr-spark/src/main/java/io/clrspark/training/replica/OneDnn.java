package io.clrspark.training.replica;

import java.util.function.Supplier;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.jspecify.annotations.Nullable;

/**
 * Lets DL4J's layers use oneDNN, which makes convolutions 20 times as fast. A layer decides when it
 * is made, by a system property whose default is no; the user's no counts. Never for channels last:
 * the gradients that DL4J then computes behind a ReLU are wrong.
 */
final class OneDnn {

  private static final String DISABLE = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
  private static final String CHANNELS_LAST = "NHWC";

  private OneDnn() {}

  /** Makes a network of that configuration; networks that others make are as they were. */
  static synchronized <T> T with(String json, Supplier<T> network) {
    String users = System.getProperty(DISABLE);
    boolean disabled = Boolean.parseBoolean(users) || json.contains(CHANNELS_LAST);
    System.setProperty(DISABLE, Boolean.toString(disabled));
    try {
      return network.get();
    } finally {
      restore(users);
    }
  }

  private static void restore(@Nullable String users) {
    if (users == null) {
      System.clearProperty(DISABLE);
    } else {
      System.setProperty(DISABLE, users);
    }
  }
}
