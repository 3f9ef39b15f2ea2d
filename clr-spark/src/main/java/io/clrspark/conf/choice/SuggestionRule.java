package io.clrspark.conf.choice;

import java.util.Locale;

/** What a range may be suggested by. */
public enum SuggestionRule {
  /** Where the descent of the loss slows; a quarter of it for baseLr. */
  DESCENT,
  /**
   * Smith's own: from where the accuracy starts to rise to where it slows, turns ragged or falls.
   */
  SMITH,
  /** Smith's maxLr, and a third of it for baseLr (his rule of thumb). */
  SMITH_THIRD,
  /** Smith's maxLr, and a quarter of it for baseLr (his rule of thumb). */
  SMITH_QUARTER,
  /** Where the loss falls fastest against the logarithm of the rate; a quarter of it for baseLr. */
  STEEPEST,
  /** The middle of the longest descent of the loss; a quarter of it for baseLr. */
  VALLEY,
  /** A tenth of the rate of the least loss; a quarter of it for baseLr. */
  MINIMUM,
  /** A tenth of the rate above which the loss rises; a quarter of it for baseLr. */
  DIVERGENCE;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
