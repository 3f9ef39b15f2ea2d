package io.clrspark.conf.choice;

import java.util.Locale;

/** DL4J's updater of a network that properties describe. */
public enum NetworkUpdater {
  /** Plain gradient descent. */
  SGD,
  /** Nesterov's momentum. */
  NESTEROVS,
  /** Adam. */
  ADAM,
  /** AMSGrad. */
  AMSGRAD,
  /** Adam with Nesterov's momentum. */
  NADAM,
  /** RMSProp. */
  RMSPROP;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
