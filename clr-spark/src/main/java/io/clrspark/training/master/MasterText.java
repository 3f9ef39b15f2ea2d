package io.clrspark.training.master;

import io.clrspark.ClrException;
import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.NonFiniteAction;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.OnNonFinite;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
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

  private MasterText() {}

  static String json(ClrTrainer trainer) {
    return write(trainer, JsonMappers.getMapper());
  }

  static String yaml(ClrTrainer trainer) {
    return write(trainer, JsonMappers.getMapperYaml());
  }

  static ClrTrainer fromJson(String json) {
    return read(json, JsonMappers.getMapper());
  }

  static ClrTrainer fromYaml(String yaml) {
    return read(yaml, JsonMappers.getMapperYaml());
  }

  private static String write(ClrTrainer trainer, ObjectMapper mapper) {
    try {
      ObjectNode text = mapper.createObjectNode();
      String schedule = JsonMappers.getMapper().writeValueAsString(trainer.schedule());
      text.set(SCHEDULE, JsonMappers.getMapper().readTree(schedule));
      text.set(OPTIONS, mapper.valueToTree(trainer.asProperties()));
      return mapper.writeValueAsString(text);
    } catch (JsonProcessingException e) {
      throw new ClrException("Cannot write the training master: " + e.getOriginalMessage(), e);
    }
  }

  private static ClrTrainer read(String text, ObjectMapper mapper) {
    try {
      JsonNode tree = mapper.readTree(text);
      ISchedule schedule =
          JsonMappers.getMapper().readValue(part(tree, SCHEDULE).toString(), ISchedule.class);
      ClrTrainerBuilder trainer = ClrTrainer.builder(schedule);
      for (Map.Entry<String, JsonNode> option :
          (Iterable<Map.Entry<String, JsonNode>>) part(tree, OPTIONS)::fields) {
        set(trainer, option.getKey(), option.getValue().asText());
      }
      return trainer.build();
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

  private static void set(ClrTrainerBuilder trainer, String key, String value) {
    switch (key) {
      case "spark.clr.workers" -> trainer.workers(Integer.parseInt(value));
      case "spark.clr.batchSize" -> trainer.batchSize(Integer.parseInt(value));
      case "spark.clr.averagingFrequency" -> trainer.averagingFrequency(Integer.parseInt(value));
      case "spark.clr.epochs" -> trainer.epochs(Integer.parseInt(value));
      case "spark.clr.seed" -> trainer.seed(Long.parseLong(value));
      case "spark.clr.shuffle" -> trainer.shuffle(Boolean.parseBoolean(value));
      case "spark.clr.updaterState" ->
          trainer.updaterState(UpdaterState.valueOf(value.toUpperCase(Locale.ROOT)));
      case "spark.clr.averaging" ->
          trainer.averaging(Averaging.valueOf(value.toUpperCase(Locale.ROOT)));
      case "spark.clr.roundTimeout" ->
          trainer.roundTimeout(Duration.ofMillis(Long.parseLong(value.replace("ms", ""))));
      case "spark.clr.nonFinite" -> {
        if (value.equals(NonFiniteAction.EXCLUDE.toString())) {
          trainer.onNonFinite(OnNonFinite.exclude());
        }
      }
      case "spark.clr.history.path" -> trainer.history(value);
      case "spark.clr.model.save" -> trainer.saveModel(value);
      default -> throw new ClrException("Cannot read the training master: unknown option " + key);
    }
  }
}
