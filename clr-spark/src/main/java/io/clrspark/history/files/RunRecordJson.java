package io.clrspark.history.files;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.clrspark.Internal;
import io.clrspark.files.RecordJson;
import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunKind;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.history.log.RunStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A record of a run as JSON. */
@Internal
public final class RunRecordJson {

  private static final int FORMAT = 1;

  private RunRecordJson() {}

  /** The record as bytes of JSON. */
  public static byte[] write(RunRecord record) throws IOException {
    RunSetup setup = record.setup();
    ResumePoint next = record.next();
    return RecordJson.writeIndented(
        new Fields(
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
  public static RunRecord read(byte[] bytes) throws IOException {
    return RecordJson.read(bytes, FORMAT, Fields.class).record();
  }

  /** The JSON, in the order of these components. */
  private record Fields(
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
          iteration == null ? null : new ResumePoint(iteration, rollbacks));
    }
  }
}
