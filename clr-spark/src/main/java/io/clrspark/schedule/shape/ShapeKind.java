package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.ScaleMode;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import io.clrspark.schedule.length.Length;
import java.util.function.Function;

/** The schedules that properties can name. */
public enum ShapeKind {
  /** {@link CyclicLR}. */
  CYCLIC("cyclic", ShapeKind::cyclic),
  /** {@link OneCycle}. */
  ONE_CYCLE("one-cycle", OneCycle::of),
  /** {@link Decay} along a cosine. */
  COSINE("cosine", Decay::cosine),
  /** {@link CosineRestarts}. */
  COSINE_RESTARTS("cosine-restarts", CosineRestarts::of),
  /** {@link Decay} along a straight line. */
  LINEAR("linear", Decay::linear),
  /** {@link Polynomial}. */
  POLYNOMIAL("polynomial", Polynomial::of),
  /** {@link InverseSqrt}. */
  INVERSE_SQRT("inverse-sqrt", InverseSqrt::of),
  /** {@link Constant}. */
  CONSTANT("constant", Constant::of);

  private final String text;

  @SuppressWarnings("ImmutableEnumChecker") // all are references to static methods
  private final Function<ShapeOptions, Schedule> maker;

  ShapeKind(String text, Function<ShapeOptions, Schedule> maker) {
    this.text = text;
    this.maker = maker;
  }

  /**
   * The schedule of that kind.
   *
   * @throws io.clrspark.schedule.InvalidScheduleException if an option, or two together, break a
   *     rule
   */
  public Schedule schedule(ShapeOptions options) {
    return maker.apply(options);
  }

  private static Schedule cyclic(ShapeOptions options) {
    CyclicLRBuilder builder = CyclicLR.builder();
    long stepSize = options.iterations("stepSize", () -> CyclicLRBuilder.DEFAULT_STEP_SIZE);
    builder.stepSize(stepSize);
    if (options.set("stepSizeDown", Length.class).isPresent()) {
      builder.stepSizeDown(options.iterations("stepSizeDown", () -> stepSize));
    }
    options.set("baseLr", Double.class).ifPresent(builder::baseLr);
    options.set("maxLr", Double.class).ifPresent(builder::maxLr);
    options.set("curve", Curve.class).ifPresent(builder::curve);
    options.set("mode", Mode.class).ifPresent(builder::mode);
    options.set("gamma", Double.class).ifPresent(builder::gamma);
    options.set("scaleFn", String.class).ifPresent(builder::scaleFn);
    options.set("scaleMode", ScaleMode.class).ifPresent(builder::scaleMode);
    return builder.build();
  }

  /** The name in properties, such as {@code one-cycle}. */
  @Override
  public String toString() {
    return text;
  }
}
