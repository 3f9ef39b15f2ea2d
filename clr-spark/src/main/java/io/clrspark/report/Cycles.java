package io.clrspark.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Where the cycles of a run's schedule begin. A reset begins a cycle. Cycles are counted from 1,
 * across resets.
 *
 * @param lengths iterations per cycle, by the first iteration for which the value is valid
 */
record Cycles(NavigableMap<Long, Long> lengths) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The cycles of a run; none if its schedule is not cyclical.
   *
   * @param schedule the run's column {@code schedule}
   * @param resets the run's column {@code resets}
   */
  static Cycles of(String schedule, List<Row> resets) {
    NavigableMap<Long, Long> lengths = new TreeMap<>();
    JsonNode json = json(schedule);
    if (json.path("stepSize").canConvertToLong()) {
      JsonNode down = json.path("stepSizeDown");
      lengths.put(0L, length(json.path("stepSize").longValue(), down));
      for (JsonNode reset : json.path("resets")) {
        long stepSize = reset.path("stepSize").longValue();
        lengths.put(reset.path("atIteration").longValue(), length(stepSize, down));
      }
      for (Row reset : resets) {
        long stepSize = reset.<Long>getAs("step_size");
        lengths.put((long) reset.<Integer>getAs("iteration"), length(stepSize, down));
      }
    }
    return new Cycles(lengths);
  }

  /** Of a cycle whose falling half may have a length of its own; no reset changes that. */
  private static long length(long stepSize, JsonNode down) {
    return stepSize + down.asLong(stepSize);
  }

  /** The record of a schedule. That of a user's own class is not JSON. */
  private static JsonNode json(String schedule) {
    try {
      return JSON.readTree(schedule);
    } catch (JsonProcessingException e) {
      return JSON.nullNode();
    }
  }

  boolean areNone() {
    return lengths.isEmpty();
  }

  /** The iterations of resets; that at 0 is the start. */
  List<Long> resets() {
    return lengths.keySet().stream().filter(at -> at > 0).toList();
  }

  /**
   * The first iterations of cycles from {@code first} to {@code last}; none if there are more than
   * {@code most}.
   */
  List<Long> starts(long first, long last, int most) {
    List<Long> starts = new ArrayList<>();
    for (Map.Entry<Long, Long> part : lengths.entrySet()) {
      long length = part.getValue();
      long at = part.getKey();
      at += at < first ? Math.floorDiv(first - at + length - 1, length) * length : 0;
      for (; at <= Math.min(last, endOf(part)); at += length) {
        starts.add(at);
        if (starts.size() > most) {
          return List.of();
        }
      }
    }
    return starts;
  }

  private long endOf(Map.Entry<Long, Long> part) {
    Long next = lengths.higherKey(part.getKey());
    return next == null ? Long.MAX_VALUE : next - 1;
  }

  /** The number of the cycle, from 1, for the column {@code iteration}. */
  Column number() {
    Column number = lit(0);
    long before = 1;
    for (Map.Entry<Long, Long> part : lengths.entrySet()) {
      long length = part.getValue();
      Column n = col("iteration").minus(part.getKey());
      number = when(n.geq(0), floor(n.divide(length)).plus(before)).otherwise(number);
      long end = endOf(part);
      before += end == Long.MAX_VALUE ? 0 : (end - part.getKey()) / length + 1;
    }
    return number;
  }
}
