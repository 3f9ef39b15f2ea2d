package io.clrspark.conf.choice;

import java.util.Locale;

/** What becomes of the workers' updater state (momentum, Adam's moments) at the end of a round. */
public enum UpdaterState {
  /** Averaged like the parameters. */
  AVERAGE,
  /**
   * Thrown away: every worker starts each round with a fresh updater, as stock {@code
   * saveUpdater(false)} does. With Adam's family the bias correction goes on counting iterations,
   * so the first updates of a round come out too small.
   */
  RESET;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
