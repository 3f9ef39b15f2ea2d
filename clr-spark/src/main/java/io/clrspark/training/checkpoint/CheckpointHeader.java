package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.history.EvaluationRow;
import io.clrspark.history.RateReset;
import io.clrspark.network.NetworkState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A checkpoint without its state, as JSON; NaN and infinities are strings there. */
final class CheckpointHeader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private CheckpointHeader() {}

  static byte[] write(Checkpoint checkpoint) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("run_id", checkpoint.runId());
    RunFingerprint identity = checkpoint.identity();
    put(identity.settings(), json.putObject("settings"));
    json.put("schedule", identity.schedule()).put("network", identity.network());
    write(checkpoint.position(), json.putObject("position"));
    for (RateReset reset : checkpoint.resets()) {
      ObjectNode one = json.withArray("resets").addObject();
      one.put("iteration", reset.iteration()).put("base_lr", reset.baseLr());
      one.put("max_lr", reset.maxLr()).put("step_size", reset.stepSize());
      one.put("old_max_lr", reset.oldMaxLr());
    }
    for (EvaluationRow row : checkpoint.evaluations()) {
      write(row, json.withArray("evaluations").addObject());
    }
    put(checkpoint.configuration(), json.putObject("configuration"));
    put(checkpoint.versions(), json.putObject("versions"));
    return JSON.writeValueAsBytes(json);
  }

  private static void put(Map<String, String> map, ObjectNode json) {
    new TreeMap<>(map).forEach(json::put);
  }

  private static void write(RunPosition position, ObjectNode json) {
    json.put("first_iteration", position.firstIteration()).put("iteration", position.iteration());
    json.put("epoch", position.epoch()).put("minibatch", position.minibatch());
    json.put("round", position.round()).put("evaluated", position.evaluated());
    json.put("rollbacks", position.rollbacks()).put("stopped", position.stopped());
    json.put("rate", position.rate()).put("loss", position.loss());
  }

  private static void write(EvaluationRow row, ObjectNode json) {
    json.put("iteration", row.iteration()).put("data_set", row.dataset());
    json.put("epoch", row.epoch()).put("lr", row.lr()).put("loss", row.loss());
    json.put("accuracy", row.accuracy()).put("examples", row.examples());
    json.put("ts", row.ts().toString());
  }

  /**
   * @throws IOException if it is no such JSON
   */
  static Checkpoint read(byte[] bytes, NetworkState state) throws IOException {
    try {
      return read(JSON.readTree(bytes), state);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException("its header is damaged: " + e.getMessage(), e);
    }
  }

  private static Checkpoint read(JsonNode json, NetworkState state) {
    RunFingerprint identity =
        new RunFingerprint(
            texts(json.required("settings")), text(json, "schedule"), text(json, "network"));
    List<RateReset> resets = new ArrayList<>();
    json.path("resets").forEach(reset -> resets.add(reset(reset)));
    List<EvaluationRow> evaluations = new ArrayList<>();
    json.path("evaluations").forEach(row -> evaluations.add(evaluation(row)));
    return new Checkpoint(
        text(json, "run_id"),
        identity,
        position(json.required("position")),
        resets,
        evaluations,
        texts(json.required("configuration")),
        texts(json.required("versions")),
        state);
  }

  private static RunPosition position(JsonNode json) {
    return new RunPosition(
        count(json, "first_iteration"),
        count(json, "iteration"),
        count(json, "epoch"),
        count(json, "minibatch"),
        count(json, "round"),
        count(json, "evaluated"),
        count(json, "rollbacks"),
        json.path("stopped").asBoolean(),
        number(json, "rate"),
        number(json, "loss"));
  }

  private static RateReset reset(JsonNode json) {
    return new RateReset(
        count(json, "iteration"),
        number(json, "base_lr"),
        number(json, "max_lr"),
        json.required("step_size").longValue(),
        json.hasNonNull("old_max_lr") ? (Double) number(json, "old_max_lr") : null);
  }

  private static EvaluationRow evaluation(JsonNode json) {
    return new EvaluationRow(
        count(json, "iteration"),
        text(json, "data_set"),
        count(json, "epoch"),
        number(json, "lr"),
        number(json, "loss"),
        json.hasNonNull("accuracy") ? (Double) number(json, "accuracy") : null,
        json.required("examples").longValue(),
        Instant.parse(text(json, "ts")));
  }

  private static SortedMap<String, String> texts(JsonNode json) {
    SortedMap<String, String> texts = new TreeMap<>();
    json.fieldNames().forEachRemaining(name -> texts.put(name, text(json, name)));
    return texts;
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.required(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException(name + " is no text");
    }
    return value.textValue();
  }

  private static int count(JsonNode json, String name) {
    JsonNode value = json.required(name);
    if (!value.isInt() || value.intValue() < 0) {
      throw new IllegalArgumentException(name + " is no count");
    }
    return value.intValue();
  }

  private static double number(JsonNode json, String name) {
    JsonNode value = json.required(name);
    if (value.isTextual()) {
      return Double.parseDouble(value.textValue());
    }
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + " is no number");
    }
    return value.doubleValue();
  }
}
