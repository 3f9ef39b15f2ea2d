package io.clrspark.conf;

import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.conf.choice.SweepMode;
import io.clrspark.schedule.StepSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The properties of a range test; see {@code LrRangeTest}. */
public final class RangeProperties {

  /** The value of {@link #RULE} that chooses the first rule that suggests any range. */
  public static final String RECOMMENDED = "recommended";

  public static final Property<SweepMode> MODE =
      new Property<>(
          "range.mode",
          ValueType.choice("choice", List.of(SweepMode.values())),
          "exponential",
          "How the rate of a range test rises: by the same factor or the same amount.");

  public static final Property<Double> MIN_LR =
      new Property<>(
          "range.minLr",
          ValueType.number("a finite number >= 0", 0, Double.MAX_VALUE),
          "0.000001",
          "The first rate; above 0 with mode = exponential.");

  public static final Property<Double> MAX_LR =
      new Property<>(
          "range.maxLr",
          ValueType.number("a finite number > minLr", 0, Double.MAX_VALUE),
          "10",
          "The rate it rises to.");

  public static final Property<StepSize> LENGTH =
      new Property<>(
          "range.length",
          new ValueType<>(
              "iterations or epochs",
              "iterations >= 1 (2000) or epochs > 0 (2.5 epochs)",
              text -> Optional.of(StepSize.parse(text))),
          "200",
          "How long the rise takes, unless the test stops early.");

  public static final Property<Integer> AVERAGING_FREQUENCY =
      new Property<>(
          "range.averagingFrequency",
          ValueType.count(),
          "1",
          "Updates a worker makes between two averagings of a range test.");

  public static final Property<Double> SMOOTHING =
      new Property<>(
          "range.smoothing",
          ValueType.number("a number >= 0 and < 1", 0, Math.nextDown(1.0)),
          "0.9",
          "The weight of what was before in the smoothed loss; 0 smooths nothing.");

  public static final Property<Double> STOP_FACTOR =
      new Property<>(
          "range.stopFactor",
          ValueType.number("a finite number > 1", Math.nextUp(1.0), Double.MAX_VALUE),
          "4",
          "The test stops where the smoothed loss is more than that many times its best.");

  public static final Property<Integer> EVALUATION_FREQUENCY =
      new Property<>(
          "range.evaluationFrequency",
          ValueType.count(),
          "",
          "Iterations between two scorings of the held-out data; none unless given.");

  public static final Property<String> RULE =
      new Property<>(
          "range.rule",
          ValueType.choice("choice", rules()),
          RECOMMENDED,
          "The rule whose suggestion is written.");

  public static final Property<String> PROPERTIES =
      new Property<>(
          "range.properties",
          ValueType.text(),
          "suggested.properties",
          "File on the driver's machine for the suggested range, to train with.");

  private RangeProperties() {}

  private static List<String> rules() {
    Stream<String> own = Arrays.stream(SuggestionRule.values()).map(SuggestionRule::toString);
    return Stream.concat(Stream.of(RECOMMENDED), own).toList();
  }

  static List<Property<?>> all() {
    return List.of(
        MODE,
        MIN_LR,
        MAX_LR,
        LENGTH,
        AVERAGING_FREQUENCY,
        SMOOTHING,
        STOP_FACTOR,
        EVALUATION_FREQUENCY,
        RULE,
        PROPERTIES);
  }

  /**
   * The options of the training that a range test is, but for its length. It leaves no trained
   * network and cannot go on with another run, so nothing of that counts.
   */
  public static PropertyValues training(PropertyValues given) {
    List<Property<?>> unused = new ArrayList<>(CheckpointProperties.all());
    unused.addAll(
        List.of(TrainingProperties.EPOCHS, TrainingProperties.ITERATIONS, ModelProperties.SAVE));
    unused.add(TrainingProperties.EVALUATION_FREQUENCY);
    PropertyValues options =
        given
            .only(TrainingProperties.options())
            .without(unused)
            .with(TrainingProperties.AVERAGING_FREQUENCY, given.get(AVERAGING_FREQUENCY));
    return given
        .set(EVALUATION_FREQUENCY)
        .map(every -> options.with(TrainingProperties.EVALUATION_FREQUENCY, every))
        .orElse(options);
  }

  /**
   * Checks the two rates together.
   *
   * @throws InvalidPropertyException if they cannot be those of a sweep
   */
  static void require(PropertyValues given) {
    double minLr = given.get(MIN_LR);
    double maxLr = given.get(MAX_LR);
    if (maxLr <= minLr) {
      throw InvalidPropertyException.of(
          MAX_LR.key(), String.valueOf(maxLr), "must be > " + MIN_LR + " = " + minLr);
    }
    if (minLr == 0 && given.get(MODE) == SweepMode.EXPONENTIAL) {
      throw InvalidPropertyException.of(
          MIN_LR.key(), "0", "must be > 0 with " + MODE + " = exponential");
    }
  }
}
