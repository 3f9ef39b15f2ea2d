package io.clrspark.conf.choice;

import java.util.Locale;

/** A network that properties alone describe. */
public enum NetworkType {
  /** A multilayer perceptron. */
  MLP,
  /** LeNet, for images. */
  LENET,
  /** The paper's network for CIFAR-10, for images. */
  CIFAR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
