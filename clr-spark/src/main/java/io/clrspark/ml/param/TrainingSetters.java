package io.clrspark.ml.param;

/**
 * Sets the Params of a training.
 *
 * @param <T> the type that has them, which each setter returns
 */
public interface TrainingSetters<T> extends TrainingParams, OptionSetters<T> {
  /** Sets {@link #workers()}. */
  default T setWorkers(int value) {
    return assign(workers(), value);
  }

  /** Sets {@link #batchSize()}. */
  default T setBatchSize(int value) {
    return assign(batchSize(), value);
  }

  /** Sets {@link #averagingFrequency()}. */
  default T setAveragingFrequency(int value) {
    return assign(averagingFrequency(), value);
  }

  /** Sets {@link #epochs()}. */
  default T setEpochs(int value) {
    return assign(epochs(), value);
  }

  /** Sets {@link #iterations()}. */
  default T setIterations(long value) {
    return assign(iterations(), value);
  }

  /** Sets {@link #seed()}. */
  default T setSeed(long value) {
    return assign(seed(), value);
  }

  /** Sets {@link #shuffle()}. */
  default T setShuffle(boolean value) {
    return assign(shuffle(), value);
  }

  /** Sets {@link #updaterState()}. */
  default T setUpdaterState(String value) {
    return assign(updaterState(), value);
  }

  /** Sets {@link #averaging()}. */
  default T setAveraging(String value) {
    return assign(averaging(), value);
  }

  /** Sets {@link #evaluationFrequency()}. */
  default T setEvaluationFrequency(int value) {
    return assign(evaluationFrequency(), value);
  }

  /** Sets {@link #roundTimeout()}. */
  default T setRoundTimeout(String value) {
    return assign(roundTimeout(), value);
  }

  /** Sets {@link #runId()}. */
  default T setRunId(String value) {
    return assign(runId(), value);
  }

  /** Sets {@link #historyPath()}. */
  default T setHistoryPath(String value) {
    return assign(historyPath(), value);
  }
}
