package io.clrspark.ml.param;

import io.clrspark.conf.TrainingProperties;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;

/** The Params of a training, each as its property is declared. */
public interface TrainingParams extends OptionParams {
  /** The Param of {@link TrainingProperties#WORKERS}. */
  default IntParam workers() {
    return declared().count(TrainingProperties.WORKERS);
  }

  /** The value of {@link #workers()}. */
  default int getWorkers() {
    return (int) getOrDefault(workers());
  }

  /** The Param of {@link TrainingProperties#BATCH_SIZE}. */
  default IntParam batchSize() {
    return declared().count(TrainingProperties.BATCH_SIZE);
  }

  /** The value of {@link #batchSize()}. */
  default int getBatchSize() {
    return (int) getOrDefault(batchSize());
  }

  /** The Param of {@link TrainingProperties#AVERAGING_FREQUENCY}. */
  default IntParam averagingFrequency() {
    return declared().count(TrainingProperties.AVERAGING_FREQUENCY);
  }

  /** The value of {@link #averagingFrequency()}. */
  default int getAveragingFrequency() {
    return (int) getOrDefault(averagingFrequency());
  }

  /** The Param of {@link TrainingProperties#EPOCHS}. */
  default IntParam epochs() {
    return declared().count(TrainingProperties.EPOCHS);
  }

  /** The value of {@link #epochs()}. */
  default int getEpochs() {
    return (int) getOrDefault(epochs());
  }

  /** The Param of {@link TrainingProperties#ITERATIONS}. */
  default LongParam iterations() {
    return declared().whole(TrainingProperties.ITERATIONS);
  }

  /** The value of {@link #iterations()}. */
  default long getIterations() {
    return (long) getOrDefault(iterations());
  }

  /** The Param of {@link TrainingProperties#SEED}. */
  default LongParam seed() {
    return declared().whole(TrainingProperties.SEED);
  }

  /** The value of {@link #seed()}. */
  default long getSeed() {
    return (long) getOrDefault(seed());
  }

  /** The Param of {@link TrainingProperties#SHUFFLE}. */
  default BooleanParam shuffle() {
    return declared().yesNo(TrainingProperties.SHUFFLE);
  }

  /** The value of {@link #shuffle()}. */
  default boolean getShuffle() {
    return (boolean) getOrDefault(shuffle());
  }

  /** The Param of {@link TrainingProperties#UPDATER_STATE}. */
  default Param<String> updaterState() {
    return declared().text(TrainingProperties.UPDATER_STATE);
  }

  /** The value of {@link #updaterState()}. */
  default String getUpdaterState() {
    return getOrDefault(updaterState());
  }

  /** The Param of {@link TrainingProperties#AVERAGING}. */
  default Param<String> averaging() {
    return declared().text(TrainingProperties.AVERAGING);
  }

  /** The value of {@link #averaging()}. */
  default String getAveraging() {
    return getOrDefault(averaging());
  }

  /** The Param of {@link TrainingProperties#EVALUATION_FREQUENCY}. */
  default IntParam evaluationFrequency() {
    return declared().count(TrainingProperties.EVALUATION_FREQUENCY);
  }

  /** The value of {@link #evaluationFrequency()}. */
  default int getEvaluationFrequency() {
    return (int) getOrDefault(evaluationFrequency());
  }

  /** The Param of {@link TrainingProperties#ROUND_TIMEOUT}. */
  default Param<String> roundTimeout() {
    return declared().text(TrainingProperties.ROUND_TIMEOUT);
  }

  /** The value of {@link #roundTimeout()}. */
  default String getRoundTimeout() {
    return getOrDefault(roundTimeout());
  }

  /** The Param of {@link TrainingProperties#RUN_ID}. */
  default Param<String> runId() {
    return declared().text(TrainingProperties.RUN_ID);
  }

  /** The value of {@link #runId()}. */
  default String getRunId() {
    return getOrDefault(runId());
  }

  /** The Param of {@link TrainingProperties#HISTORY_PATH}. */
  default Param<String> historyPath() {
    return declared().text(TrainingProperties.HISTORY_PATH);
  }

  /** The value of {@link #historyPath()}. */
  default String getHistoryPath() {
    return getOrDefault(historyPath());
  }
}
