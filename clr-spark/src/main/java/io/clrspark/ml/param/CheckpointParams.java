package io.clrspark.ml.param;

import io.clrspark.conf.CheckpointProperties;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;

/** The Params of checkpoints and of numbers that go wrong, each as its property is declared. */
public interface CheckpointParams extends OptionParams {
  /** The Param of {@link CheckpointProperties#PATH}. */
  default Param<String> checkpointPath() {
    return declared().text(CheckpointProperties.PATH);
  }

  /** The value of {@link #checkpointPath()}. */
  default String getCheckpointPath() {
    return getOrDefault(checkpointPath());
  }

  /** The Param of {@link CheckpointProperties#EVERY_ITERATIONS}. */
  default IntParam checkpointEveryIterations() {
    return declared().count(CheckpointProperties.EVERY_ITERATIONS);
  }

  /** The value of {@link #checkpointEveryIterations()}. */
  default int getCheckpointEveryIterations() {
    return (int) getOrDefault(checkpointEveryIterations());
  }

  /** The Param of {@link CheckpointProperties#EVERY_MINUTES}. */
  default IntParam checkpointEveryMinutes() {
    return declared().count(CheckpointProperties.EVERY_MINUTES);
  }

  /** The value of {@link #checkpointEveryMinutes()}. */
  default int getCheckpointEveryMinutes() {
    return (int) getOrDefault(checkpointEveryMinutes());
  }

  /** The Param of {@link CheckpointProperties#EVERY_EPOCHS}. */
  default IntParam checkpointEveryEpochs() {
    return declared().count(CheckpointProperties.EVERY_EPOCHS);
  }

  /** The value of {@link #checkpointEveryEpochs()}. */
  default int getCheckpointEveryEpochs() {
    return (int) getOrDefault(checkpointEveryEpochs());
  }

  /** The Param of {@link CheckpointProperties#KEEP}. */
  default IntParam checkpointKeep() {
    return declared().count(CheckpointProperties.KEEP);
  }

  /** The value of {@link #checkpointKeep()}. */
  default int getCheckpointKeep() {
    return (int) getOrDefault(checkpointKeep());
  }

  /** The Param of {@link CheckpointProperties#RESUME}. */
  default Param<String> resume() {
    return declared().text(CheckpointProperties.RESUME);
  }

  /** The value of {@link #resume()}. */
  default String getResume() {
    return getOrDefault(resume());
  }

  /** The Param of {@link CheckpointProperties#NON_FINITE}. */
  default Param<String> nonFinite() {
    return declared().text(CheckpointProperties.NON_FINITE);
  }

  /** The value of {@link #nonFinite()}. */
  default String getNonFinite() {
    return getOrDefault(nonFinite());
  }

  /** The Param of {@link CheckpointProperties#MAX_LR_FACTOR}. */
  default DoubleParam nonFiniteMaxLrFactor() {
    return declared().number(CheckpointProperties.MAX_LR_FACTOR);
  }

  /** The value of {@link #nonFiniteMaxLrFactor()}. */
  default double getNonFiniteMaxLrFactor() {
    return (double) getOrDefault(nonFiniteMaxLrFactor());
  }

  /** The Param of {@link CheckpointProperties#ROLLBACKS}. */
  default IntParam nonFiniteRollbacks() {
    return declared().count(CheckpointProperties.ROLLBACKS);
  }

  /** The value of {@link #nonFiniteRollbacks()}. */
  default int getNonFiniteRollbacks() {
    return (int) getOrDefault(nonFiniteRollbacks());
  }
}
