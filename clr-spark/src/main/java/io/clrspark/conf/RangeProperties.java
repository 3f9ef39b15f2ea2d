package io.clrspark.conf;

import static io.clrspark.conf.ValueType.choice;
import static io.clrspark.conf.ValueType.count;
import static io.clrspark.conf.ValueType.lengthOfRun;
import static io.clrspark.conf.ValueType.number;
import static io.clrspark.conf.ValueType.path;

import io.clrspark.Internal;
import io.clrspark.conf.choice.SuggestionRule;
import io.clrspark.conf.choice.SweepMode;
import io.clrspark.schedule.length.Length;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The properties of a range test; see {@code LrRangeTest}. */
public final class RangeProperties {
  static final PropertyList ALL = new PropertyList();

  /** The value of {@link #RULE} that chooses the range that the test recommends. */
  public static final String RECOMMENDED = "recommended";

  public static final Property<SweepMode> MODE =
      ALL.of("range.mode", choice(SweepMode.class), "exponential")
          .doc("How the rate of a range test rises: by the same factor or the same amount.");

  public static final Property<Double> MIN_LR =
      ALL.of("range.minLr", number("a number from 0 to 3.4e38", 0, Float.MAX_VALUE), "0.000001")
          .doc("The first rate; above 0 with mode = exponential.");

  public static final Property<Double> MAX_LR =
      ALL.of("range.maxLr", number("a number > minLr and up to 3.4e38", 0, Float.MAX_VALUE), "10")
          .doc("The rate it rises to.");

  public static final Property<Length> LENGTH =
      ALL.of("range.length", lengthOfRun("length"), "200")
          .doc("How long the rise takes, unless the test stops early.");

  public static final Property<Integer> AVERAGING_FREQUENCY =
      ALL.of("range.averagingFrequency", count(), "1")
          .doc("Updates a worker makes between two averagings of a range test.");

  public static final Property<Double> SMOOTHING =
      ALL.of("range.smoothing", number("a number >= 0 and < 1", 0, Math.nextDown(1.0)), "0.9")
          .doc("The weight of what was before in the smoothed loss; 0 smooths nothing.");

  public static final Property<Double> STOP_FACTOR =
      ALL.of(
              "range.stopFactor",
              number("a finite number > 1", Math.nextUp(1.0), Double.MAX_VALUE),
              "4")
          .doc("The test stops where the smoothed loss is more than that many times its best.");

  public static final Property<Integer> EVALUATION_FREQUENCY =
      ALL.of("range.evaluationFrequency", count())
          .doc("Iterations between two scorings of the held-out data; none unless given.");

  public static final Property<String> RULE =
      ALL.of("range.rule", choice("choice", rules()), RECOMMENDED)
          .doc("The rule whose suggestion is written.");

  public static final Property<String> PROPERTIES =
      ALL.of("range.properties", path(), "suggested.properties")
          .doc(
              "File for the suggested range, to train with: on the driver's machine, unless it names"
                  + " a file system.");

  private RangeProperties() {}

  private static List<String> rules() {
    Stream<String> own = Arrays.stream(SuggestionRule.values()).map(SuggestionRule::toString);
    return Stream.concat(Stream.of(RECOMMENDED), own).toList();
  }

  /**
   * The options of the training that a range test is, but for its length. It leaves no trained
   * network and cannot go on with another run, so nothing of that counts.
   */
  @Internal
  public static PropertyValues training(PropertyValues given) {
    PropertyValues options =
        given
            .only(TrainingProperties.ALL)
            .without(
                List.of(
                    TrainingProperties.EPOCHS,
                    TrainingProperties.ITERATIONS,
                    TrainingProperties.EVALUATION_FREQUENCY))
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
