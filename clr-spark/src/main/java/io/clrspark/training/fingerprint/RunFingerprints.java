package io.clrspark.training.fingerprint;

import io.clrspark.examples.load.TrainingData;
import io.clrspark.history.RunSetup;
import io.clrspark.network.ScheduleOverride;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.run.RunJournal;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What must be the same when a run goes on. */
public final class RunFingerprints {

  /** Options that leave the result as it is, or say how long to train. */
  private static final Set<String> FREE =
      Set.of(
          "spark.clr.epochs",
          "spark.clr.iterations",
          "spark.clr.averaging",
          "spark.clr.roundTimeout",
          "spark.clr.nonFinite",
          "spark.clr.nonFinite.maxLrFactor",
          "spark.clr.nonFinite.rollbacks");

  /** Properties of a configuration that may differ between runs that are alike. */
  private static final String FREE_PROPERTIES =
      "spark\\.clr\\.(epochs|iterations|averaging|runId|resume|roundTimeout|nonFinite.*|checkpoint\\..*"
          + "|history\\.path|model\\.save)";

  private static final CyclicLR ANY_SCHEDULE = CyclicLR.triangular(1, 2, 1);

  private static final String EXAMPLES = "examples";
  private static final String CHECKSUM = "examples' checksum";
  private static final String HELD_OUT = "checksum of the held-out data \"%s\"";
  private static final String LAYOUT = "their shape";

  private RunFingerprints() {}

  /** What is known before any data is read. */
  public static RunFingerprint withoutData(ClrTrainer trainer, DriverNetwork network) {
    SortedMap<String, String> settings = new TreeMap<>(trainer.options().asProperties());
    settings.keySet().removeAll(FREE);
    settings.put("evaluationFrequency", String.valueOf(trainer.options().evaluationFrequency()));
    return new RunFingerprint(settings, RunJournal.text(trainer.schedule()), text(network));
  }

  public static RunFingerprint of(ClrTrainer trainer, DriverNetwork network, LoadedData loaded) {
    RunFingerprint known = withoutData(trainer, network);
    TrainingData data = loaded.training();
    SortedMap<String, String> settings = known.settings();
    settings.put(EXAMPLES, String.valueOf(data.examples()));
    settings.put(CHECKSUM, data.checksum());
    settings.put(LAYOUT, data.layout().toString());
    loaded
        .heldOut()
        .sets()
        .forEach(set -> settings.put(HELD_OUT.formatted(set.name()), set.checksum()));
    return new RunFingerprint(settings, known.schedule(), known.network());
  }

  /** The same, as a checkpoint keeps it: with what is compared over a run as it was planned. */
  public static RunFingerprint kept(
      ClrTrainer trainer, DriverNetwork network, LoadedData loaded, RunPlan plan) {
    RunFingerprint known = of(trainer, network, loaded);
    SortedMap<String, String> settings = known.settings();
    RateFingerprint.of(trainer.schedule(), plan.firstIteration(), plan.lastIteration())
        .ifPresent(rates -> settings.put(RateFingerprint.SETTING, rates));
    return new RunFingerprint(settings, known.schedule(), known.network());
  }

  /** The network's configuration but for its counts, and for rates, which the schedule gives. */
  private static String text(DriverNetwork network) {
    return ScheduleOverride.applied(network.architecture(), ANY_SCHEDULE)
        .toJson()
        .lines()
        .filter(line -> !line.matches(" *\"(iteration|epoch)Count\".*"))
        .collect(Collectors.joining("\n"));
  }

  /** Whether a run of that checkpoint is one that a trainer would start again. */
  public static boolean isLike(Checkpoint checkpoint, RunFingerprint now, ClrTrainer trainer) {
    return checkpoint.identity().difference(now).isEmpty()
        && own(checkpoint.configuration()).equals(own(kept(trainer)));
  }

  /** The properties as a checkpoint keeps them: without secrets. */
  public static Map<String, String> kept(ClrTrainer trainer) {
    return new RunSetup(trainer.configuration(), "", Map.of()).configuration();
  }

  /** The properties of ours that runs which are alike have in common. */
  private static Map<String, String> own(Map<String, String> configuration) {
    Map<String, String> own = new TreeMap<>(configuration);
    own.keySet().removeIf(key -> !key.startsWith("spark.clr.") || key.matches(FREE_PROPERTIES));
    return own;
  }
}
