package io.clrspark.conf;

import static io.clrspark.conf.CheckpointProperties.AUTO;
import static io.clrspark.conf.CheckpointProperties.EVERY_EPOCHS;
import static io.clrspark.conf.CheckpointProperties.EVERY_ITERATIONS;
import static io.clrspark.conf.CheckpointProperties.EVERY_MINUTES;
import static io.clrspark.conf.CheckpointProperties.KEEP;
import static io.clrspark.conf.CheckpointProperties.MAX_LR_FACTOR;
import static io.clrspark.conf.CheckpointProperties.NON_FINITE;
import static io.clrspark.conf.CheckpointProperties.PATH;
import static io.clrspark.conf.CheckpointProperties.RESUME;
import static io.clrspark.conf.CheckpointProperties.ROLLBACKS;
import static io.clrspark.conf.TrainingProperties.EPOCHS;
import static io.clrspark.conf.TrainingProperties.ITERATIONS;
import static io.clrspark.conf.TrainingProperties.RUN_ID;

import io.clrspark.Internal;
import io.clrspark.conf.choice.NonFiniteAction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which options of a training go together, whether properties or a program set them. */
@Internal
public final class TrainingRules {

  /**
   * A rule that is broken.
   *
   * @param option the option that does not go with the others
   * @param reason what it does not go with, in the names of properties
   * @param inCode the whole message for options that a program set
   */
  public record Broken(Property<?> option, String reason, String inCode) {}

  private static final List<Property<?>> OF_CHECKPOINTS =
      List.of(EVERY_ITERATIONS, EVERY_MINUTES, EVERY_EPOCHS, KEEP, RESUME);
  private static final List<Property<?>> OF_ROLLBACKS = List.of(MAX_LR_FACTOR, ROLLBACKS);

  private TrainingRules() {}

  /** The first rule that what was set breaks; a default breaks none. */
  public static Optional<Broken> broken(PropertyValues options) {
    return Stream.of(
            inVain(
                OF_CHECKPOINTS,
                options,
                PATH + " is not set: set it",
                "Invalid %s: there are no checkpoints (say where with checkpoints)"),
            rollbackWithoutCheckpoints(options),
            inVain(
                OF_ROLLBACKS,
                options,
                "only with " + NON_FINITE + " = rollback",
                "Invalid %s: it is for nonFinite = rollback"),
            otherRun(options),
            twoLengths(options))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether an option says anything: the default of one that does not is left out. */
  public static boolean applies(Property<?> option, PropertyValues options) {
    if (OF_CHECKPOINTS.contains(option)) {
      return options.has(PATH);
    }
    if (OF_ROLLBACKS.contains(option)) {
      return rollsBack(options);
    }
    return option != EPOCHS || !options.has(ITERATIONS);
  }

  private static boolean rollsBack(PropertyValues options) {
    return options.get(NON_FINITE) == NonFiniteAction.ROLLBACK;
  }

  /** The first option that was set and does not apply. */
  private static Optional<Broken> inVain(
      List<Property<?>> some, PropertyValues options, String reason, String inCode) {
    return some.stream()
        .filter(option -> options.has(option) && !applies(option, options))
        .findFirst()
        .map(option -> new Broken(option, reason, inCode.formatted(option.name())));
  }

  private static Optional<Broken> rollbackWithoutCheckpoints(PropertyValues options) {
    Broken broken =
        new Broken(
            NON_FINITE,
            PATH + " is not set: there is nothing to go back to",
            "Invalid onNonFinite: rollback (there are no checkpoints: say where with checkpoints)");
    return Optional.of(broken).filter(rule -> rollsBack(options) && !options.has(PATH));
  }

  private static Optional<Broken> otherRun(PropertyValues options) {
    String resumed = options.set(RESUME).orElse(AUTO);
    return options
        .set(RUN_ID)
        .filter(id -> !resumed.equals(AUTO) && !resumed.equals(id))
        .map(id -> conflict(RESUME, resumed, "%s = %s: give the same or one", RUN_ID, id));
  }

  private static Optional<Broken> twoLengths(PropertyValues options) {
    String reason = "%s = %s is set too: give one of them";
    return options
        .set(EPOCHS)
        .filter(epochs -> options.has(ITERATIONS))
        .map(epochs -> conflict(ITERATIONS, options.get(ITERATIONS), reason, EPOCHS, epochs));
  }

  private static <T, U> Broken conflict(
      Property<T> option, T value, String reason, Property<U> other, U otherValue) {
    return new Broken(
        option,
        reason.formatted(other, otherValue),
        "Invalid %s: %s (%s)"
            .formatted(option.name(), value, reason.formatted(other.name(), otherValue)));
  }
}
