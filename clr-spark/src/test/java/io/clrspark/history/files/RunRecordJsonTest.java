package io.clrspark.history.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.history.log.RateReset;
import io.clrspark.history.log.ResumePoint;
import io.clrspark.history.log.RunRecord;
import io.clrspark.history.log.RunSetup;
import io.clrspark.testing.SampleHistory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of a run's records, which every later version reads. */
class RunRecordJsonTest {

  private static final String STARTED =
      json(
          "{",
          "  'format' : 1,",
          "  'run_id' : 'a',",
          "  'kind' : 'train',",
          "  'status' : 'started',",
          "  'ts' : '2026-03-01T23:59:58.123456Z',",
          "  'configuration' : {",
          "    'spark.clr.maxLr' : '0.006'",
          "  },",
          "  'schedule' : '{\\'mode\\':\\'triangular\\'}',",
          "  'versions' : {",
          "    'spark' : '3.5.7'",
          "  },",
          "  'metrics' : { },",
          "  'message' : null",
          "}");

  private static final RunRecord RUN = SampleHistory.started("a");

  @Test
  void start_hasItsSetup() throws IOException {
    assertThat(json(RUN)).isEqualTo(STARTED);
    assertThat(RunRecordJson.read(bytes(STARTED))).isEqualTo(RUN);
  }

  @Test
  void end_hasItsMetrics_alsoThoseThatAreNotFinite_andMicroseconds() throws IOException {
    Instant nanos = Instant.parse("2026-03-02T00:00:00.000000999Z");
    RunRecord end =
        RUN.failed(
            nanos,
            "no \"data\" in über",
            Map.of(
                "train_loss", Double.NaN,
                "accuracy", 1e-7,
                "epochs", 3.0,
                "high", Double.POSITIVE_INFINITY,
                "low", Double.NEGATIVE_INFINITY));
    String expected =
        json(
            "{",
            "  'format' : 1,",
            "  'run_id' : 'a',",
            "  'kind' : 'train',",
            "  'status' : 'failed',",
            "  'ts' : '2026-03-02T00:00:00Z',",
            "  'configuration' : { },",
            "  'schedule' : '',",
            "  'versions' : { },",
            "  'metrics' : {",
            "    'accuracy' : 1.0E-7,",
            "    'epochs' : 3.0,",
            "    'high' : 'Infinity',",
            "    'low' : '-Infinity',",
            "    'train_loss' : 'NaN'",
            "  },",
            "  'message' : 'no \\'data\\' in über'",
            "}");
    assertThat(json(end)).isEqualTo(expected);
    assertThat(RunRecordJson.read(bytes(expected)).metrics()).isEqualTo(end.metrics());
  }

  @Test
  void reset_isAnObject_andAPlaceToGoOn_isNot() throws IOException {
    RateReset reset = new RateReset(400, 0.002, 0.004, 5_000_000_000L, 0.006);
    RunRecord record = RUN.reset(SampleHistory.TIME, reset, null);
    assertThat(json(record))
        .endsWith(
            json(
                "  'message' : null,",
                "  'reset' : {",
                "    'iteration' : 400,",
                "    'base_lr' : 0.002,",
                "    'max_lr' : 0.004,",
                "    'step_size' : 5000000000,",
                "    'old_max_lr' : 0.006",
                "  }",
                "}"));
    assertThat(RunRecordJson.read(RunRecordJson.write(record))).isEqualTo(record);
    RunRecord resumed =
        RUN.resumed(
            SampleHistory.TIME,
            new RunSetup(Map.of(), "", Map.of()),
            new ResumePoint(420, 2),
            "NaN");
    assertThat(json(resumed))
        .endsWith(json("  'message' : 'NaN',", "  'iteration' : 420,", "  'rollbacks' : 2", "}"));
    assertThat(RunRecordJson.read(RunRecordJson.write(resumed))).isEqualTo(resumed);
  }

  @Test
  void read_takesRecordsOfBeforeTherePropertiesWere_andOfLaterOnes() throws IOException {
    String old =
        STARTED
            .replace("\"message\" : null", "\"message\" : null, \"iteration\" : 7, \"new\" : [1]")
            .replace("started", "resumed");
    assertThat(RunRecordJson.read(bytes(old)).next()).isEqualTo(new ResumePoint(7, null));
    String reset =
        STARTED.replace(
            "\"message\" : null",
            "\"message\" : null, \"reset\" : {\"iteration\" : 1, \"base_lr\" : 0.1,"
                + " \"max_lr\" : 0.2, \"step_size\" : 3}");
    assertThat(RunRecordJson.read(bytes(reset)).reset())
        .isEqualTo(new RateReset(1, 0.1, 0.2, 3, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\" : 1,|\"format\" : 2,",
        "\"format\" : 1,|",
      })
  void read_refusesAnotherFormat(String part, String instead) {
    String json = STARTED.replace(part, instead == null ? "" : instead);
    assertThatThrownBy(() -> RunRecordJson.read(bytes(json)))
        .isInstanceOf(IOException.class)
        .hasMessage("its format is not 1, the one that this version reads");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"run_id\" : \"a\",|",
        "\"train\"|\"walk\"",
        "\"started\"|\"ended\"",
        "2026-03-01T|at ",
        "\"metrics\" : { },|",
        "\"metrics\" : { }|\"metrics\" : {\"accuracy\" : \"high\"}",
        "\"message\" : null|\"message\"",
        "\"message\" : null|\"message\" : null, \"reset\" : {}",
      })
  void read_refusesADamagedOne(String part, String instead) {
    String json = STARTED.replace(part, instead == null ? "" : instead);
    assertThat(json).isNotEqualTo(STARTED);
    assertThatThrownBy(() -> RunRecordJson.read(bytes(json))).isInstanceOf(IOException.class);
  }

  private static String json(RunRecord record) throws IOException {
    return new String(RunRecordJson.write(record), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** The lines of JSON, with their quotes written as apostrophes. */
  private static String json(String... lines) {
    return String.join("\n", lines).replace('\'', '"');
  }
}
