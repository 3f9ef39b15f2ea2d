package io.clrspark.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A record of a run as JSON; NaN and infinities are strings there. */
final class RunRecordJson {

  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private RunRecordJson() {}

  static byte[] write(RunRecord record) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("format", FORMAT).put("run_id", record.runId());
    json.put("kind", record.kind().toString()).put("status", record.status().toString());
    json.put("ts", record.ts().truncatedTo(ChronoUnit.MICROS).toString());
    RunSetup setup = record.setup();
    setup.configuration().forEach(json.putObject("configuration")::put);
    json.put("schedule", setup.schedule());
    setup.versions().forEach(json.putObject("versions")::put);
    record.metrics().forEach(json.putObject("metrics")::put);
    json.put("message", record.message());
    if (record.reset() != null) {
      write(record.reset(), json.putObject("reset"));
    }
    if (record.next() != null) {
      json.put("iteration", record.next().iteration()).put("rollbacks", record.next().rollbacks());
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
  }

  private static void write(RateReset reset, ObjectNode json) {
    json.put("iteration", reset.iteration()).put("base_lr", reset.baseLr());
    json.put("max_lr", reset.maxLr()).put("step_size", reset.stepSize());
    json.put("old_max_lr", reset.oldMaxLr());
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is damaged, or of a format that this version does not know
   */
  static RunRecord read(byte[] bytes) throws IOException {
    JsonNode json = JSON.readTree(bytes);
    if (json.path("format").asInt() != FORMAT) {
      throw new IOException("its format is not " + FORMAT + ", the one that this version reads");
    }
    try {
      return record(json);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static RunRecord record(JsonNode json) {
    RunSetup setup =
        new RunSetup(
            map(json.required("configuration"), JsonNode::textValue),
            json.required("schedule").textValue(),
            map(json.required("versions"), JsonNode::textValue));
    return new RunRecord(
        json.required("run_id").textValue(),
        RunKind.valueOf(constant(json.required("kind"))),
        RunStatus.valueOf(constant(json.required("status"))),
        Instant.parse(json.required("ts").textValue()),
        setup,
        map(json.required("metrics"), RunRecordJson::number),
        json.required("message").textValue(),
        reset(json.path("reset")),
        next(json));
  }

  private static @Nullable NextIteration next(JsonNode json) {
    if (!json.hasNonNull("iteration")) {
      return null;
    }
    Integer rollbacks = json.hasNonNull("rollbacks") ? json.get("rollbacks").intValue() : null;
    return new NextIteration(json.get("iteration").intValue(), rollbacks);
  }

  private static @Nullable RateReset reset(JsonNode json) {
    if (json.isMissingNode()) {
      return null;
    }
    return new RateReset(
        json.required("iteration").intValue(),
        number(json.required("base_lr")),
        number(json.required("max_lr")),
        json.required("step_size").longValue(),
        json.hasNonNull("old_max_lr") ? number(json.get("old_max_lr")) : null);
  }

  private static <V> Map<String, V> map(JsonNode json, Function<JsonNode, V> value) {
    Map<String, V> map = new TreeMap<>();
    json.fields().forEachRemaining(field -> map.put(field.getKey(), value.apply(field.getValue())));
    return map;
  }

  private static double number(JsonNode json) {
    return json.isNumber() ? json.doubleValue() : Double.parseDouble(json.textValue());
  }

  private static String constant(JsonNode json) {
    return json.textValue().toUpperCase(Locale.ROOT);
  }
}
