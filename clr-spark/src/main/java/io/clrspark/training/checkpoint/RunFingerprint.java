package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What decides a run's result, besides how long it trains.
 *
 * @param settings options and facts of the data, by name
 * @param schedule the schedule that the run began with, as text
 * @param network the network's configuration, as text of several lines
 */
@Internal
public record RunFingerprint(SortedMap<String, String> settings, String schedule, String network) {

  /** Keeps a copy of the settings. */
  public RunFingerprint {
    settings = new TreeMap<>(settings);
  }

  /** This with more settings. */
  public RunFingerprint with(Map<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new RunFingerprint(all, schedule, network);
  }

  /**
   * The first difference of another fingerprint from this one, with both values. Settings that the
   * other one lacks are ignored.
   */
  public Optional<String> difference(RunFingerprint now) {
    for (Map.Entry<String, String> setting : now.settings.entrySet()) {
      String before = settings.getOrDefault(setting.getKey(), "not set");
      if (!before.equals(setting.getValue())) {
        return Optional.of(
            "%s was %s and is %s".formatted(setting.getKey(), before, setting.getValue()));
      }
    }
    if (!schedule.equals(now.schedule)) {
      return Optional.of("the schedule was %s and is %s".formatted(schedule, now.schedule));
    }
    return difference(network.lines().toList(), now.network.lines().toList());
  }

  private static Optional<String> difference(List<String> before, List<String> after) {
    return IntStream.range(0, Math.max(before.size(), after.size()))
        .filter(i -> !line(before, i).equals(line(after, i)))
        .mapToObj(
            i ->
                "the network's configuration had \"%s\" and has \"%s\""
                    .formatted(line(before, i), line(after, i)))
        .findFirst();
  }

  private static String line(List<String> lines, int i) {
    return i < lines.size() ? lines.get(i).strip() : "nothing more";
  }
}
