package io.clrspark.ml.param;

import io.clrspark.conf.ScheduleProperties;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.LongParam;
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

  /** The Param of {@link ScheduleProperties#SCHEDULE}. */
  default Param<String> schedule() {
    return declared().text(ScheduleProperties.SCHEDULE);
  }

  /** The value of {@link #schedule()}. */
  default String getSchedule() {
    return getOrDefault(schedule());
  }

  /** The Param of {@link ScheduleProperties#STEP_SIZE_DOWN}. */
  default Param<String> stepSizeDown() {
    return declared().text(ScheduleProperties.STEP_SIZE_DOWN);
  }

  /** The value of {@link #stepSizeDown()}. */
  default String getStepSizeDown() {
    return getOrDefault(stepSizeDown());
  }

  /** The Param of {@link ScheduleProperties#CURVE}. */
  default Param<String> curve() {
    return declared().text(ScheduleProperties.CURVE);
  }

  /** The value of {@link #curve()}. */
  default String getCurve() {
    return getOrDefault(curve());
  }

  /** The Param of {@link ScheduleProperties#SCHEDULE_LENGTH}. */
  default Param<String> scheduleLength() {
    return declared().text(ScheduleProperties.SCHEDULE_LENGTH);
  }

  /** The value of {@link #scheduleLength()}. */
  default String getScheduleLength() {
    return getOrDefault(scheduleLength());
  }

  /** The Param of {@link ScheduleProperties#PCT_START}. */
  default DoubleParam pctStart() {
    return declared().number(ScheduleProperties.PCT_START);
  }

  /** The value of {@link #pctStart()}. */
  default double getPctStart() {
    return (double) getOrDefault(pctStart());
  }

  /** The Param of {@link ScheduleProperties#DIV_FACTOR}. */
  default DoubleParam divFactor() {
    return declared().number(ScheduleProperties.DIV_FACTOR);
  }

  /** The value of {@link #divFactor()}. */
  default double getDivFactor() {
    return (double) getOrDefault(divFactor());
  }

  /** The Param of {@link ScheduleProperties#FINAL_DIV_FACTOR}. */
  default DoubleParam finalDivFactor() {
    return declared().number(ScheduleProperties.FINAL_DIV_FACTOR);
  }

  /** The value of {@link #finalDivFactor()}. */
  default double getFinalDivFactor() {
    return (double) getOrDefault(finalDivFactor());
  }

  /** The Param of {@link ScheduleProperties#THREE_PHASE}. */
  default BooleanParam threePhase() {
    return declared().yesNo(ScheduleProperties.THREE_PHASE);
  }

  /** The value of {@link #threePhase()}. */
  default boolean getThreePhase() {
    return (boolean) getOrDefault(threePhase());
  }

  /** The Param of {@link ScheduleProperties#RESTART_PERIOD}. */
  default Param<String> restartPeriod() {
    return declared().text(ScheduleProperties.RESTART_PERIOD);
  }

  /** The value of {@link #restartPeriod()}. */
  default String getRestartPeriod() {
    return getOrDefault(restartPeriod());
  }

  /** The Param of {@link ScheduleProperties#RESTART_GROWTH}. */
  default LongParam restartGrowth() {
    return declared().whole(ScheduleProperties.RESTART_GROWTH);
  }

  /** The value of {@link #restartGrowth()}. */
  default long getRestartGrowth() {
    return (long) getOrDefault(restartGrowth());
  }

  /** The Param of {@link ScheduleProperties#RESTART_FACTOR}. */
  default DoubleParam restartFactor() {
    return declared().number(ScheduleProperties.RESTART_FACTOR);
  }

  /** The value of {@link #restartFactor()}. */
  default double getRestartFactor() {
    return (double) getOrDefault(restartFactor());
  }

  /** The Param of {@link ScheduleProperties#POWER}. */
  default DoubleParam power() {
    return declared().number(ScheduleProperties.POWER);
  }

  /** The value of {@link #power()}. */
  default double getPower() {
    return (double) getOrDefault(power());
  }

  /** The Param of {@link ScheduleProperties#TIMESCALE}. */
  default Param<String> timescale() {
    return declared().text(ScheduleProperties.TIMESCALE);
  }

  /** The value of {@link #timescale()}. */
  default String getTimescale() {
    return getOrDefault(timescale());
  }

  /** The Param of {@link ScheduleProperties#WARMUP}. */
  default Param<String> warmup() {
    return declared().text(ScheduleProperties.WARMUP);
  }

  /** The value of {@link #warmup()}. */
  default String getWarmup() {
    return getOrDefault(warmup());
  }

  /** The Param of {@link ScheduleProperties#WARMUP_LR}. */
  default DoubleParam warmupLr() {
    return declared().number(ScheduleProperties.WARMUP_LR);
  }

  /** The value of {@link #warmupLr()}. */
  default double getWarmupLr() {
    return (double) getOrDefault(warmupLr());
  }

  /** The Param of {@link ScheduleProperties#COOLDOWN}. */
  default Param<String> cooldown() {
    return declared().text(ScheduleProperties.COOLDOWN);
  }

  /** The value of {@link #cooldown()}. */
  default String getCooldown() {
    return getOrDefault(cooldown());
  }

  /** The Param of {@link ScheduleProperties#COOLDOWN_LR}. */
  default DoubleParam cooldownLr() {
    return declared().number(ScheduleProperties.COOLDOWN_LR);
  }

  /** The value of {@link #cooldownLr()}. */
  default double getCooldownLr() {
    return (double) getOrDefault(cooldownLr());
  }

  /** The Param of {@link ScheduleProperties#COOLDOWN_CURVE}. */
  default Param<String> cooldownCurve() {
    return declared().text(ScheduleProperties.COOLDOWN_CURVE);
  }

  /** The value of {@link #cooldownCurve()}. */
  default String getCooldownCurve() {
    return getOrDefault(cooldownCurve());
  }

  /** The Param of {@link ScheduleProperties#SHARE_OF}. */
  default LongParam shareOf() {
    return declared().whole(ScheduleProperties.SHARE_OF);
  }

  /** The value of {@link #shareOf()}. */
  default long getShareOf() {
    return (long) getOrDefault(shareOf());
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
