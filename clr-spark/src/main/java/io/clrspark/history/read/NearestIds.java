package io.clrspark.history.read;

import io.clrspark.Internal;
import io.clrspark.NearestNames;
import java.util.Collection;

/** The message for an unknown run id, with the nearest ids that exist. */
@Internal
public final class NearestIds {

  private static final int SHOWN = 5;

  private NearestIds() {}

  public static String message(String runId, Collection<String> known, String place) {
    String start = "Cannot read run \"" + runId + "\": " + place + " has no run of this id. ";
    if (known.isEmpty()) {
      return start + "It has no runs yet.";
    }
    String nearest = String.join(", ", NearestNames.of(runId, known, SHOWN));
    return start + "Nearest of " + known.size() + ": " + nearest + ".";
  }
}
