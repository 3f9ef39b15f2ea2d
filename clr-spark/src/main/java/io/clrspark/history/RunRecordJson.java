package io.clrspark.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.clrspark.json.RecordJson;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a run as JSON, in the order of these components. */
record RunRecordJson(
    int format,
    String runId,
    RunKind kind,
    RunStatus status,
    Instant ts,
    Map<String, String> configuration,
    String schedule,
    Map<String, String> versions,
    Map<String, Double> metrics,
    @JsonSetter(nulls = Nulls.SET) @Nullable String message,
    @JsonSetter(nulls = Nulls.SET) @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable RateReset reset,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer iteration,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer rollbacks) {

  private static final int FORMAT = 1;

  static byte[] write(RunRecord record) throws IOException {
    RunSetup setup = record.setup();
    NextIteration next = record.next();
    return RecordJson.writeIndented(
        new RunRecordJson(
            FORMAT,
            record.runId(),
            record.kind(),
            record.status(),
            record.ts().truncatedTo(ChronoUnit.MICROS),
            setup.configuration(),
            setup.schedule(),
            setup.versions(),
            record.metrics(),
            record.message(),
            record.reset(),
            next == null ? null : (Integer) next.iteration(),
            next == null ? null : next.rollbacks()));
  }

  /**
   * Reads a record.
   *
   * @throws IOException if it is damaged, or of a format that this version does not know
   */
  static RunRecord read(byte[] bytes) throws IOException {
    return RecordJson.read(bytes, FORMAT, RunRecordJson.class).record();
  }

  private RunRecord record() {
    return new RunRecord(
        runId,
        kind,
        status,
        ts,
        new RunSetup(configuration, schedule, versions),
        metrics,
        message,
        reset,
        iteration == null ? null : new NextIteration(iteration, rollbacks));
  }
}
