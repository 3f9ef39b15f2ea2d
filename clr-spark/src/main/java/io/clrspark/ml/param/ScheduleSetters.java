package io.clrspark.ml.param;

/**
 * Sets the Params of a schedule.
 *
 * @param <T> the type that has them, which each setter returns
 */
public interface ScheduleSetters<T> extends ScheduleParams, OptionSetters<T> {
  /** Sets {@link #baseLr()}. */
  default T setBaseLr(double value) {
    return assign(baseLr(), value);
  }

  /** Sets {@link #maxLr()}. */
  default T setMaxLr(double value) {
    return assign(maxLr(), value);
  }

  /** Sets {@link #stepSize()}. */
  default T setStepSize(String value) {
    return assign(stepSize(), value);
  }

  /** Sets {@link #mode()}. */
  default T setMode(String value) {
    return assign(mode(), value);
  }

  /** Sets {@link #gamma()}. */
  default T setGamma(double value) {
    return assign(gamma(), value);
  }

  /** Sets {@link #scaleFn()}. */
  default T setScaleFn(String value) {
    return assign(scaleFn(), value);
  }

  /** Sets {@link #scaleMode()}. */
  default T setScaleMode(String value) {
    return assign(scaleMode(), value);
  }

  /** Sets {@link #schedule()}. */
  default T setSchedule(String value) {
    return assign(schedule(), value);
  }

  /** Sets {@link #stepSizeDown()}. */
  default T setStepSizeDown(String value) {
    return assign(stepSizeDown(), value);
  }

  /** Sets {@link #curve()}. */
  default T setCurve(String value) {
    return assign(curve(), value);
  }

  /** Sets {@link #scheduleLength()}. */
  default T setScheduleLength(String value) {
    return assign(scheduleLength(), value);
  }

  /** Sets {@link #pctStart()}. */
  default T setPctStart(double value) {
    return assign(pctStart(), value);
  }

  /** Sets {@link #divFactor()}. */
  default T setDivFactor(double value) {
    return assign(divFactor(), value);
  }

  /** Sets {@link #finalDivFactor()}. */
  default T setFinalDivFactor(double value) {
    return assign(finalDivFactor(), value);
  }

  /** Sets {@link #threePhase()}. */
  default T setThreePhase(boolean value) {
    return assign(threePhase(), value);
  }

  /** Sets {@link #restartPeriod()}. */
  default T setRestartPeriod(String value) {
    return assign(restartPeriod(), value);
  }

  /** Sets {@link #restartGrowth()}. */
  default T setRestartGrowth(long value) {
    return assign(restartGrowth(), value);
  }

  /** Sets {@link #restartFactor()}. */
  default T setRestartFactor(double value) {
    return assign(restartFactor(), value);
  }

  /** Sets {@link #power()}. */
  default T setPower(double value) {
    return assign(power(), value);
  }

  /** Sets {@link #timescale()}. */
  default T setTimescale(String value) {
    return assign(timescale(), value);
  }

  /** Sets {@link #warmup()}. */
  default T setWarmup(String value) {
    return assign(warmup(), value);
  }

  /** Sets {@link #warmupLr()}. */
  default T setWarmupLr(double value) {
    return assign(warmupLr(), value);
  }

  /** Sets {@link #cooldown()}. */
  default T setCooldown(String value) {
    return assign(cooldown(), value);
  }

  /** Sets {@link #cooldownLr()}. */
  default T setCooldownLr(double value) {
    return assign(cooldownLr(), value);
  }

  /** Sets {@link #cooldownCurve()}. */
  default T setCooldownCurve(String value) {
    return assign(cooldownCurve(), value);
  }

  /** Sets {@link #shareOf()}. */
  default T setShareOf(long value) {
    return assign(shareOf(), value);
  }

  /** {@link #setStepSize(String)} in iterations. */
  default T setStepSize(long iterations) {
    return setStepSize(Long.toString(iterations));
  }

  /** Sets {@link #resets()}. */
  default T setResets(String... values) {
    return assign(resets(), values);
  }
}
