package io.clrspark.ml.param;

import io.clrspark.conf.DataProperties;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;

/**
 * All Params of estimators and models beside Spark's own columns. Those of a property have its
 * name, with a capital letter in place of each dot and what follows it: {@code
 * spark.clr.history.path} is {@code historyPath}.
 */
public interface ClrParams extends ScheduleParams, TrainingParams, CheckpointParams, NetworkParams {

  /** The Param of {@link DataProperties#SHAPE}. */
  default IntArrayParam dataShape() {
    return declared().counts(DataProperties.SHAPE);
  }

  /** The value of {@link #dataShape()}. */
  default int[] getDataShape() {
    return getOrDefault(dataShape());
  }

  /** The Param of {@link DataProperties#MISSING}: a null or NaN among the features. */
  default DoubleParam dataMissing() {
    return declared().number(DataProperties.MISSING);
  }

  /** The value of {@link #dataMissing()}. */
  default double getDataMissing() {
    return (double) getOrDefault(dataMissing());
  }

  /** A DL4J configuration as the text of its {@code toJson()}, instead of modelConfiguration. */
  default Param<String> modelJson() {
    return declared()
        .own("modelJson", "A DL4J configuration, as its toJson() writes it, to build the network.");
  }

  /** The value of {@link #modelJson()}. */
  default String getModelJson() {
    return getOrDefault(modelJson());
  }

  /** The column of the rows' weights, numbers >= 0; without it, each row has weight 1. */
  default Param<String> weightCol() {
    return declared()
        .own(
            "weightCol",
            "The column of the rows' weights, numbers >= 0, of which the ratios count. A weight"
                + " multiplies the row's loss. All rows weigh the same unless given.");
  }

  /** The value of {@link #weightCol()}. */
  default String getWeightCol() {
    return getOrDefault(weightCol());
  }

  /** The column that is true for rows to score on during the training, not to train on. */
  default Param<String> validationIndicatorCol() {
    return declared()
        .own(
            "validationIndicatorCol",
            "The boolean column that is true for rows that are held out: the network is scored on"
                + " them during the training, as the data set validation.");
  }

  /** The value of {@link #validationIndicatorCol()}. */
  default String getValidationIndicatorCol() {
    return getOrDefault(validationIndicatorCol());
  }

  /** What becomes of rows with a value that is null, NaN or infinite: error, skip or keep. */
  default Param<String> handleInvalid() {
    return declared()
        .choice(
            "handleInvalid",
            "What becomes of rows with a value that is null, NaN or infinite: error fails, skip"
                + " leaves them out, keep trains without them and gives them a prediction of NaN."
                + " A missing feature that dataMissing replaces is no such value.",
            "error",
            "skip",
            "keep");
  }

  /** The value of {@link #handleInvalid()}. */
  default String getHandleInvalid() {
    return getOrDefault(handleInvalid());
  }
}
