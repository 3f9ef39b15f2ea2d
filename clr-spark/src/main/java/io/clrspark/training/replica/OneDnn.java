package io.clrspark.training.replica;

import java.util.function.Supplier;
import org.deeplearning4j.config.DL4JSystemProperties;

/**
 * Keeps DL4J's layers from oneDNN where that is wrong. A layer decides when it is made, by a system
 * property; with oneDNN convolutions are 20 times as fast, but for channels last the gradients
 * behind a ReLU are wrong.
 */
final class OneDnn {

  private static final String DISABLE = DL4JSystemProperties.DISABLE_HELPER_PROPERTY;
  private static final String CHANNELS_LAST = "NHWC";

  private OneDnn() {}

  /** Makes a network of that configuration; networks that others make are as they were. */
  static synchronized <T> T unlessWrong(String json, Supplier<T> network) {
    String users = System.getProperty(DISABLE);
    if (!"false".equalsIgnoreCase(users) || !json.contains(CHANNELS_LAST)) {
      return network.get();
    }
    System.setProperty(DISABLE, "true");
    try {
      return network.get();
    } finally {
      System.setProperty(DISABLE, users);
    }
  }
}
