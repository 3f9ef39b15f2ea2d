package io.clrspark.training.master;

import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.deeplearning4j.spark.api.stats.SparkTrainingStats;
import org.deeplearning4j.spark.stats.BaseEventStats;
import org.deeplearning4j.spark.stats.EventStats;
import org.deeplearning4j.spark.stats.StatsUtils;
import org.jspecify.annotations.Nullable;

/** Records how long each round took, in the form of DL4J's statistics. */
final class RoundTimes implements TrainingObserver {

  static final String KEY = "RoundTimesMs";

  private final List<EventStats> events = new ArrayList<>();

  @Override
  public void roundFinished(RoundSummary round, RunControl control) {
    long millis = Math.round(round.seconds() * 1000);
    events.add(new BaseEventStats(System.currentTimeMillis() - millis, millis));
  }

  SparkTrainingStats stats() {
    return new Stats(events);
  }

  /** The times so far. */
  private static final class Stats implements SparkTrainingStats {
    private static final long serialVersionUID = 1L;

    private final ArrayList<EventStats> events;

    Stats(List<EventStats> events) {
      this.events = new ArrayList<>(events);
    }

    @Override
    public Set<String> getKeySet() {
      return Set.of(KEY);
    }

    @Override
    public List<EventStats> getValue(String key) {
      requireKey(key);
      return events;
    }

    @Override
    public String getShortNameForKey(String key) {
      requireKey(key);
      return "Round";
    }

    @Override
    public boolean defaultIncludeInPlots(String key) {
      return KEY.equals(key);
    }

    private static void requireKey(String key) {
      if (!KEY.equals(key)) {
        throw new IllegalArgumentException("Invalid key: " + key + " (must be " + KEY + ")");
      }
    }

    @Override
    public void addOtherTrainingStats(SparkTrainingStats other) {
      events.addAll(other.getValue(KEY));
    }

    @Override
    public @Nullable SparkTrainingStats getNestedTrainingStats() {
      return null;
    }

    @Override
    public String statsAsString() {
      long sum = events.stream().mapToLong(EventStats::getDurationMs).sum();
      double mean = events.isEmpty() ? 0 : (double) sum / events.size();
      return "%s: %d rounds, %d ms, mean %.1f ms%n".formatted(KEY, events.size(), sum, mean);
    }

    @Override
    public void exportStatFiles(String folder, SparkContext spark) throws IOException {
      StatsUtils.exportStats(events, folder, KEY, ",", spark);
    }
  }
}
