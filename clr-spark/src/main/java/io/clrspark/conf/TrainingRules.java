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
import java.util.function.Function;
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
    return Stream.<Function<PropertyValues, Optional<Broken>>>of(
            TrainingRules::withoutCheckpoints,
            TrainingRules::nothingToGoBackTo,
            TrainingRules::withoutRollbacks,
            TrainingRules::otherRun,
            TrainingRules::twoLengths)
        .flatMap(rule -> rule.apply(options).stream())
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

  private static Optional<Broken> withoutCheckpoints(PropertyValues options) {
    return inVain(
        OF_CHECKPOINTS,
        options,
        PATH + " is not set: set it",
        "Invalid %s: there are no checkpoints (say where with checkpoints)");
  }

  private static Optional<Broken> withoutRollbacks(PropertyValues options) {
    return inVain(
        OF_ROLLBACKS,
        options,
        "only with " + NON_FINITE + " = rollback",
        "Invalid %s: it is for nonFinite = rollback");
  }

  /** The first option that was set and does not apply. */
  private static Optional<Broken> inVain(
      List<Property<?>> some, PropertyValues options, String reason, String inCode) {
    return some.stream()
        .filter(option -> options.has(option) && !applies(option, options))
        .findFirst()
        .map(option -> new Broken(option, reason, inCode.formatted(option.name())));
  }

  private static Optional<Broken> nothingToGoBackTo(PropertyValues options) {
    return rollsBack(options) && !options.has(PATH)
        ? Optional.of(
            new Broken(
                NON_FINITE,
                PATH + " is not set: there is nothing to go back to",
                "Invalid onNonFinite: rollback (there are no checkpoints: say where with checkpoints)"))
        : Optional.empty();
  }

  private static Optional<Broken> otherRun(PropertyValues options) {
    String resumed = options.set(RESUME).orElse(AUTO);
    return options
        .set(RUN_ID)
        .filter(id -> !resumed.equals(AUTO) && !resumed.equals(id))
        .map(
            id ->
                new Broken(
                    RESUME,
                    RUN_ID + " = " + id + ": give the same or one",
                    "Invalid resume: %s (runId = %s: give the same or one)"
                        .formatted(resumed, id)));
  }

  private static Optional<Broken> twoLengths(PropertyValues options) {
    String reason = "%s = %d is set too: give one of them";
    return options.has(EPOCHS) && options.has(ITERATIONS)
        ? Optional.of(
            new Broken(
                ITERATIONS,
                reason.formatted(EPOCHS, options.get(EPOCHS)),
                "Invalid iterations: %d (%s)"
                    .formatted(
                        options.get(ITERATIONS),
                        reason.formatted(EPOCHS.name(), options.get(EPOCHS)))))
        : Optional.empty();
  }
}
