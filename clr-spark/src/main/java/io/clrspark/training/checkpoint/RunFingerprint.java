package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What decides a run's result, besides how long it trains.
 *
 * @param settings options and facts of the data, by name
 * @param schedule the schedule that the run began with, as text
 * @param network the network's configuration, as text of several lines
 */
@Internal
public record RunFingerprint(SortedMap<String, String> settings, String schedule, String network) {

  private static final String ABSENT = "not set";

  /** Keeps a copy of the settings. */
  public RunFingerprint {
    settings = new TreeMap<>(settings);
  }

  /**
   * What differs first from this in another one, naming both values; settings that the other does
   * not know yet are left out.
   */
  public Optional<String> difference(RunFingerprint now) {
    for (Map.Entry<String, String> setting : now.settings.entrySet()) {
      String before = settings.getOrDefault(setting.getKey(), ABSENT);
      if (!before.equals(setting.getValue())) {
        return Optional.of(
            "%s was %s and is %s".formatted(setting.getKey(), before, setting.getValue()));
      }
    }
    if (!schedule.equals(now.schedule)) {
      return Optional.of("the schedule was %s and is %s".formatted(schedule, now.schedule));
    }
    return difference(network, now.network)
        .map(
            lines ->
                "the network's configuration had \"%s\" and has \"%s\"".formatted(lines.toArray()));
  }

  /** The first lines that differ. */
  private static Optional<List<String>> difference(String before, String after) {
    Iterator<String> lines = before.lines().iterator();
    Iterator<String> others = after.lines().iterator();
    while (lines.hasNext() || others.hasNext()) {
      List<String> pair = new ArrayList<>();
      pair.add(lines.hasNext() ? lines.next().strip() : "nothing more");
      pair.add(others.hasNext() ? others.next().strip() : "nothing more");
      if (!pair.get(0).equals(pair.get(1))) {
        return Optional.of(pair);
      }
    }
    return Optional.empty();
  }
}
