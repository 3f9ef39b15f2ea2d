package io.clrspark.training.master;

import io.clrspark.ClrException;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.InvalidPropertyException;
import io.clrspark.conf.Property;
import io.clrspark.conf.TrainingProperties;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.settings.TrainerSettings;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.node.ObjectNode;

/** A master as text: its trainer's schedule, as DL4J writes it, and its options. */
final class MasterText {

  private static final String SCHEDULE = "schedule";
  private static final String OPTIONS = "options";

  private static final Set<String> KEYS =
      TrainingProperties.options().stream().map(Property::key).collect(Collectors.toSet());

  private MasterText() {}

  static String write(ClrTrainer trainer, ObjectMapper mapper) {
    try {
      ObjectNode text = mapper.createObjectNode();
      String schedule = JsonMappers.getMapper().writeValueAsString(trainer.schedule());
      text.set(SCHEDULE, JsonMappers.getMapper().readTree(schedule));
      text.set(OPTIONS, mapper.valueToTree(trainer.settings().asProperties()));
      return mapper.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new ClrException("Cannot write the training master: " + e.getOriginalMessage(), e);
    }
  }

  static ClrTrainer read(String text, ObjectMapper mapper) {
    try {
      JsonNode tree = mapper.readTree(text);
      ISchedule schedule =
          JsonMappers.getMapper().readValue(part(tree, SCHEDULE).toString(), ISchedule.class);
      return ClrTrainer.builder(schedule).settings(settings(part(tree, OPTIONS))).build();
    } catch (JsonProcessingException e) {
      throw new ClrException("Cannot read the training master: " + e.getOriginalMessage(), e);
    }
  }

  private static JsonNode part(JsonNode tree, String name) {
    JsonNode part = tree.path(name);
    if (!part.isObject()) {
      throw new ClrException("Cannot read the training master: it has no object named " + name);
    }
    return part;
  }

  private static TrainerSettings settings(JsonNode options) {
    Map<String, String> properties = new TreeMap<>();
    options
        .fields()
        .forEachRemaining(option -> properties.put(option.getKey(), option.getValue().asText()));
    for (String key : properties.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ClrException("Cannot read the training master: unknown option " + key);
      }
    }
    try {
      return TrainerSettings.of(ClrConf.of(properties));
    } catch (InvalidPropertyException e) {
      throw new ClrException("Cannot read the training master: " + e.getMessage(), e);
    }
  }
}
