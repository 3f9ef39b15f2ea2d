package io.clrspark.training.fingerprint;

import io.clrspark.Internal;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.Property;
import io.clrspark.conf.Property.Decides;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.examples.load.TrainingData;
import io.clrspark.history.log.RunSetup;
import io.clrspark.network.ScheduleOverride;
import io.clrspark.network.replica.DriverNetwork;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.checkpoint.CheckpointHeader;
import io.clrspark.training.checkpoint.RunFingerprint;
import io.clrspark.training.plan.LoadedData;
import io.clrspark.training.plan.RunPlan;
import io.clrspark.training.plan.RunRequest;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Computes what must be the same when a run is resumed. */
@Internal
public final class RunFingerprints {

  /** Keys of properties that may differ between runs that are alike. */
  private static final Set<String> FREE =
      TrainingProperties.options().stream()
          .filter(option -> option.decides() != Decides.RESULT)
          .map(Property::key)
          .collect(Collectors.toSet());

  /** The name that checkpoints have for it, with 0 where it is not set. */
  private static final String EVALUATION_FREQUENCY = "evaluationFrequency";

  private static final CyclicLR ANY_SCHEDULE = CyclicLR.triangular(1, 2, 1);

  private static final String EXAMPLES = "examples";
  private static final String CHECKSUM = "examples' checksum";
  private static final String HELD_OUT = "checksum of the held-out data \"%s\"";
  private static final String LAYOUT = "their shape";

  private RunFingerprints() {}

  /** What is known before any data is read. */
  public static RunFingerprint withoutData(RunRequest request, DriverNetwork network) {
    SortedMap<String, String> settings =
        request.settings().asProperties(EnumSet.of(Decides.RESULT));
    settings.remove(TrainingProperties.EVALUATION_FREQUENCY.key());
    int evaluationFrequency = request.settings().evaluationFrequency().orElse(0);
    settings.put(EVALUATION_FREQUENCY, String.valueOf(evaluationFrequency));
    return new RunFingerprint(settings, ScheduleText.of(request.schedule()), text(network));
  }

  /** What is known once the data is loaded. */
  public static RunFingerprint of(RunRequest request, DriverNetwork network, LoadedData loaded) {
    TrainingData data = loaded.training();
    Map<String, String> facts = new TreeMap<>();
    facts.put(EXAMPLES, String.valueOf(data.examples()));
    facts.put(CHECKSUM, data.checksum());
    facts.put(LAYOUT, data.layout().toString());
    loaded.heldOut().forEach(set -> facts.put(HELD_OUT.formatted(set.name()), set.checksum()));
    return withoutData(request, network).with(facts);
  }

  /** The same with the rates of the run as planned, as a checkpoint keeps it. */
  public static RunFingerprint withRates(
      RunRequest request, DriverNetwork network, LoadedData loaded, RunPlan plan) {
    RunFingerprint known = of(request, network, loaded);
    return RateFingerprint.of(request.schedule(), plan.firstIteration(), plan.lastIteration())
        .map(rates -> known.with(Map.of(RateFingerprint.SETTING, rates)))
        .orElse(known);
  }

  /** The network's configuration without its counts, and without rates: the schedule gives them. */
  private static String text(DriverNetwork network) {
    return ScheduleOverride.applied(network.architecture(), ANY_SCHEDULE)
        .toJson()
        .lines()
        .filter(line -> !line.matches(" *\"(iteration|epoch)Count\".*"))
        .collect(Collectors.joining("\n"));
  }

  /** Whether a run of that checkpoint is one that the request would start again. */
  public static boolean isLike(
      CheckpointHeader checkpoint, RunFingerprint now, RunRequest request) {
    return checkpoint.fingerprint().difference(now).isEmpty()
        && own(checkpoint.configuration()).equals(own(configuration(request)));
  }

  /** The properties that decide the result and have changed since a checkpoint, in words. */
  public static Optional<String> changed(CheckpointHeader before, RunRequest request) {
    Map<String, String> then = deciding(before.configuration());
    Map<String, String> now = deciding(configuration(request));
    return Stream.concat(then.keySet().stream(), now.keySet().stream())
        .sorted()
        .distinct()
        .filter(key -> !Objects.equals(then.get(key), now.get(key)))
        .map(key -> "%s was %s and is %s".formatted(key, text(then, key), text(now, key)))
        .reduce((one, other) -> one + ", " + other);
  }

  private static String text(Map<String, String> properties, String key) {
    return properties.getOrDefault(key, "not set");
  }

  private static Map<String, String> deciding(Map<String, String> configuration) {
    Map<String, String> deciding = own(configuration);
    ClrConf.properties().stream()
        .filter(property -> property.decides() != Decides.RESULT)
        .forEach(property -> deciding.remove(property.key()));
    return deciding;
  }

  /** The properties as a checkpoint keeps them: without secrets. */
  public static Map<String, String> configuration(RunRequest request) {
    return new RunSetup(request.configuration(), "", Map.of()).configuration();
  }

  /** Our properties that must be equal in runs that are alike. */
  private static Map<String, String> own(Map<String, String> configuration) {
    Map<String, String> own = new TreeMap<>(configuration);
    own.keySet().removeIf(key -> !key.startsWith(Property.PREFIX) || FREE.contains(key));
    return own;
  }
}
