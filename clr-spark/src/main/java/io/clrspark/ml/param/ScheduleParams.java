package io.clrspark.ml.param;

import io.clrspark.conf.ScheduleProperties;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** The Params of a schedule, each as its property is declared. */
public interface ScheduleParams extends OptionParams {
  /** The Param of {@link ScheduleProperties#BASE_LR}. */
  default DoubleParam baseLr() {
    return declared().number(ScheduleProperties.BASE_LR);
  }

  /** The value of {@link #baseLr()}. */
  default double getBaseLr() {
    return (double) getOrDefault(baseLr());
  }

  /** The Param of {@link ScheduleProperties#MAX_LR}. */
  default DoubleParam maxLr() {
    return declared().number(ScheduleProperties.MAX_LR);
  }

  /** The value of {@link #maxLr()}. */
  default double getMaxLr() {
    return (double) getOrDefault(maxLr());
  }

  /** The Param of {@link ScheduleProperties#STEP_SIZE}. */
  default Param<String> stepSize() {
    return declared().text(ScheduleProperties.STEP_SIZE);
  }

  /** The value of {@link #stepSize()}. */
  default String getStepSize() {
    return getOrDefault(stepSize());
  }

  /** The Param of {@link ScheduleProperties#MODE}. */
  default Param<String> mode() {
    return declared().text(ScheduleProperties.MODE);
  }

  /** The value of {@link #mode()}. */
  default String getMode() {
    return getOrDefault(mode());
  }

  /** The Param of {@link ScheduleProperties#GAMMA}. */
  default DoubleParam gamma() {
    return declared().number(ScheduleProperties.GAMMA);
  }

  /** The value of {@link #gamma()}. */
  default double getGamma() {
    return (double) getOrDefault(gamma());
  }

  /** The Param of {@link ScheduleProperties#SCALE_FN}. */
  default Param<String> scaleFn() {
    return declared().text(ScheduleProperties.SCALE_FN);
  }

  /** The value of {@link #scaleFn()}. */
  default String getScaleFn() {
    return getOrDefault(scaleFn());
  }

  /** The Param of {@link ScheduleProperties#SCALE_MODE}. */
  default Param<String> scaleMode() {
    return declared().text(ScheduleProperties.SCALE_MODE);
  }

  /** The value of {@link #scaleMode()}. */
  default String getScaleMode() {
    return getOrDefault(scaleMode());
  }

  /**
   * The resets of the schedule, in the order of iterations: each the properties {@code reset.N.*}
   * as {@code atIteration=1000,maxLr=0.003}.
   */
  default StringArrayParam resets() {
    return declared()
        .numbered(
            ParamNames.RESETS,
            "The resets of the schedule, in the order of iterations, each as"
                + " atIteration=1000,baseLr=0.0001,maxLr=0.003,stepSize=500, of which only the first"
                + " is needed.");
  }

  /** The value of {@link #resets()}. */
  default String[] getResets() {
    return getOrDefault(resets());
  }
}
