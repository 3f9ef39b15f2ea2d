package io.clrspark.history;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Comparator;
import org.apache.spark.unsafe.types.UTF8String;

/** Says which runs there are instead of one that there is not. */
final class NearestIds {

  private static final int SHOWN = 5;

  private NearestIds() {}

  static String message(String runId, Collection<String> known, String place) {
    String start = "Cannot read run \"" + runId + "\": " + place + " has no run of this id. ";
    if (known.isEmpty()) {
      return start + "It has no runs yet.";
    }
    UTF8String wanted = UTF8String.fromString(runId);
    String nearest =
        known.stream()
            .sorted(Comparator.comparingInt(id -> distance(wanted, id)))
            .limit(SHOWN)
            .collect(joining(", "));
    return start + "Nearest of " + known.size() + ": " + nearest + ".";
  }

  private static int distance(UTF8String wanted, String id) {
    return wanted.levenshteinDistance(UTF8String.fromString(id));
  }
}
