package io.clrspark.model.file;

import io.clrspark.Internal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.node.ArrayNode;
import org.nd4j.shade.jackson.databind.node.JsonNodeFactory;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/**
 * Keeps the learning rate schedules that DL4J alone does not know in an entry of a model's zip file
 * of their own, so that the configuration in it loads wherever DL4J is. DL4J's own schedules stay
 * in the configuration. The entry is a JSON array:
 *
 * <pre>
 * [{"schedule": {"@class": "io.clrspark.schedule.CyclicLR", ...}, "updaters": ["/confs/0/layer/iUpdater", ...]}]
 * </pre>
 *
 * <p>{@code updaters} are JSON pointers (RFC 6901) into configuration.json.
 */
@Internal
public final class SavedSchedules {

  /** The entry of the zip file. */
  public static final String ENTRY = "clr-spark/schedule.json";

  private static final String RATE = "learningRate";
  private static final String SCHEDULE = "learningRateSchedule";
  private static final String UPDATERS = "updaters";
  private static final String KEPT = "schedule";
  private static final String DL4J = "org.nd4j.linalg.schedule.";

  /** What DL4J writes as the rate of an updater that has a schedule. */
  private static final String NO_RATE = "NaN";

  private final double rate;
  private final Map<JsonNode, List<String>> places = new LinkedHashMap<>();

  private SavedSchedules(double rate) {
    this.rate = rate;
  }

  /**
   * Takes the schedules out of a configuration.
   *
   * @param configuration DL4J's JSON of layers or a graph; changed
   * @param rate what takes the place of each
   * @return the text of the entry's JSON; empty if nothing was taken
   */
  public static ArrayNode takeFrom(JsonNode configuration, double rate) {
    SavedSchedules schedules = new SavedSchedules(rate);
    schedules.take(configuration, "");
    ArrayNode entry = JsonNodeFactory.instance.arrayNode();
    schedules.places.forEach(
        (schedule, updaters) -> {
          ObjectNode one = entry.addObject();
          one.set(KEPT, schedule);
          updaters.forEach(one.putArray(UPDATERS)::add);
        });
    return entry;
  }

  private void take(JsonNode node, String pointer) {
    if (node instanceof ObjectNode updater && isUnknownToDl4j(updater.path(SCHEDULE))) {
      places.computeIfAbsent(updater.get(SCHEDULE), unseen -> new ArrayList<>()).add(pointer);
      updater.put(RATE, rate);
      updater.putNull(SCHEDULE);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        take(node.get(i), pointer + "/" + i);
      }
    }
    node.fields()
        .forEachRemaining(field -> take(field.getValue(), pointer + "/" + escaped(field.getKey())));
  }

  private static boolean isUnknownToDl4j(JsonNode schedule) {
    return schedule.isObject() && !schedule.path("@class").asText().startsWith(DL4J);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /**
   * Puts the schedules back where they were.
   *
   * @param entry the entry's JSON
   * @throws IOException if the entry does not belong to the configuration
   */
  static void putBack(JsonNode entry, JsonNode configuration) throws IOException {
    for (JsonNode one : entry) {
      for (JsonNode place : one.path(UPDATERS)) {
        if (!one.path(KEPT).isObject()
            || !place.asText().startsWith("/")
            || !(configuration.at(place.asText()) instanceof ObjectNode updater)
            || !updater.has(SCHEDULE)) {
          throw new IOException("its " + ENTRY + " is not for its configuration.json");
        }
        updater.put(RATE, NO_RATE);
        updater.set(SCHEDULE, one.get(KEPT));
      }
    }
  }
}
