package io.clrspark.schedule.shape;

import io.clrspark.schedule.CyclicLRBuilder;
import io.clrspark.schedule.Phase;
import io.clrspark.schedule.Rules;
import java.util.Map;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * One rate. Between a {@link WarmUp} and a {@link Cooldown} it is the schedule known as
 * warm-up-stable-decay (arXiv 2404.06395).
 */
public final class Constant extends Shape {
  private static final long serialVersionUID = 1L;

  private final double maxLr;

  /**
   * @param maxLr the rate, finite and not negative
   */
  @JsonCreator
  public Constant(@JsonProperty("maxLr") double maxLr) {
    this.maxLr = Rules.rate("maxLr", maxLr) + 0.0;
  }

  static Constant of(ShapeOptions options) {
    return new Constant(options.number("maxLr", CyclicLRBuilder.DEFAULT_MAX_LR));
  }

  @Override
  protected double rate(long n) {
    return maxLr;
  }

  @Override
  protected Phase phase(long n) {
    return new Phase("constant", 0, Phase.ENDLESS);
  }

  @Override
  public String name() {
    return ShapeKind.CONSTANT.toString();
  }

  @Override
  public double lowestRate() {
    return maxLr;
  }

  @Override
  public double highestRate() {
    return maxLr;
  }

  @Override
  protected Map<String, Object> settings() {
    return Settings.of("maxLr", maxLr).all();
  }
}
