package io.clrspark.ml.param;

/**
 * Sets the Params of checkpoints and of numbers that go wrong.
 *
 * @param <T> the type that has them, which each setter returns
 */
public interface CheckpointSetters<T> extends CheckpointParams, OptionSetters<T> {
  /** Sets {@link #checkpointPath()}. */
  default T setCheckpointPath(String value) {
    return assign(checkpointPath(), value);
  }

  /** Sets {@link #checkpointEveryIterations()}. */
  default T setCheckpointEveryIterations(int value) {
    return assign(checkpointEveryIterations(), value);
  }

  /** Sets {@link #checkpointEveryMinutes()}. */
  default T setCheckpointEveryMinutes(int value) {
    return assign(checkpointEveryMinutes(), value);
  }

  /** Sets {@link #checkpointEveryEpochs()}. */
  default T setCheckpointEveryEpochs(int value) {
    return assign(checkpointEveryEpochs(), value);
  }

  /** Sets {@link #checkpointKeep()}. */
  default T setCheckpointKeep(int value) {
    return assign(checkpointKeep(), value);
  }

  /** Sets {@link #resume()}. */
  default T setResume(String value) {
    return assign(resume(), value);
  }

  /** Sets {@link #nonFinite()}. */
  default T setNonFinite(String value) {
    return assign(nonFinite(), value);
  }

  /** Sets {@link #nonFiniteMaxLrFactor()}. */
  default T setNonFiniteMaxLrFactor(double value) {
    return assign(nonFiniteMaxLrFactor(), value);
  }

  /** Sets {@link #nonFiniteRollbacks()}. */
  default T setNonFiniteRollbacks(int value) {
    return assign(nonFiniteRollbacks(), value);
  }
}
