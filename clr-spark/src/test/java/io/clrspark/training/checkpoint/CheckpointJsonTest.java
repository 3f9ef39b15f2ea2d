package io.clrspark.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.files.RecordJson;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.RateReset;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a checkpoint's header and manifest, which every later version reads. */
class CheckpointJsonTest {

  private static final String HEADER =
      json(
          "{'run_id':'a','settings':{'batchSize':'64','workers':'2'},'schedule':'fixed',"
              + "'network':'{\\n}','position':{'first_iteration':1,'iteration':20,'epoch':3,'minibatch':4,"
              + "'round':5,'evaluated':6,'rollbacks':7,'stopped':true,'rate':0.001,'loss':'NaN'},"
              + "'resets':[{'iteration':8,'base_lr':0.1,'max_lr':1.0E-9,'step_size':5000000000,"
              + "'old_max_lr':null}],"
              + "'evaluations':[{'iteration':9,'data_set':'test','epoch':1,'lr':0.5,'loss':'Infinity',"
              + "'accuracy':null,'examples':5000000000,'ts':'2026-03-01T23:59:58.123456789Z'},"
              + "{'iteration':10,'data_set':'test','epoch':1,'lr':0.5,'loss':2.0,"
              + "'accuracy':0.75,'examples':10,'ts':'2026-03-02T00:00:00Z'}],"
              + "'configuration':{'spark.clr.a':'1','spark.clr.b':'2'},'versions':{'spark':'3.5.7'}}");

  private static final CheckpointHeader CHECKPOINT =
      new CheckpointHeader(
          "a",
          new TreeMap<>(Map.of("workers", "2", "batchSize", "64")),
          "fixed",
          "{\n}",
          new RunPosition(1, 20, 3, 4, 5, 6, 7, true, 0.001, Double.NaN),
          List.of(new RateReset(8, 0.1, 1e-9, 5_000_000_000L, null)),
          List.of(
              new EvaluationRow(
                  9,
                  "test",
                  1,
                  0.5,
                  Double.POSITIVE_INFINITY,
                  null,
                  5_000_000_000L,
                  Instant.parse("2026-03-01T23:59:58.123456789Z")),
              new EvaluationRow(
                  10, "test", 1, 0.5, 2, 0.75, 10, Instant.parse("2026-03-02T00:00:00Z"))),
          Map.of("spark.clr.b", "2", "spark.clr.a", "1"),
          Map.of("spark", "3.5.7"));

  private static final String MANIFEST =
      json(
          "{",
          "  'format' : 1,",
          "  'run_id' : 'a',",
          "  'iteration' : 20,",
          "  'file' : 'state-0000000007-3f9a1c07.bin',",
          "  'bytes' : 5000000000,",
          "  'sha256' : '00ff'",
          "}");

  @Test
  void header_isWrittenOnOneLine_andRead() throws IOException {
    assertThat(new String(RecordJson.write(CHECKPOINT), StandardCharsets.UTF_8)).isEqualTo(HEADER);
    assertThat(header(HEADER)).isEqualTo(CHECKPOINT);
  }

  @Test
  void header_withoutResetsAndEvaluations_hasNoneOfTheLists() throws IOException {
    CheckpointHeader plain =
        new CheckpointHeader(
            "a",
            CHECKPOINT.settings(),
            CHECKPOINT.schedule(),
            CHECKPOINT.network(),
            CHECKPOINT.position(),
            List.of(),
            List.of(),
            Map.of(),
            Map.of());
    byte[] json = RecordJson.write(plain);
    assertThat(new String(json, StandardCharsets.UTF_8))
        .endsWith(",\"loss\":\"NaN\"},\"configuration\":{},\"versions\":{}}");
    assertThat(CheckpointHeader.read(json)).isEqualTo(plain);
  }

  @Test
  void header_mayLackWhatCameLater_andHaveMore() throws IOException {
    String json =
        HEADER
            .replace(",\"old_max_lr\":null", "")
            .replace(",\"accuracy\":null", "")
            .replace("\"stopped\":true,", "\"new\":{},");
    RunPosition position = header(json).position();
    assertThat(position.stopped()).isFalse();
    assertThat(position.iteration()).isEqualTo(20);
    assertThat(header(json).resets()).isEqualTo(CHECKPOINT.resets());
    assertThat(header(json).evaluations()).isEqualTo(CHECKPOINT.evaluations());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"run_id\":\"a\",|",
        "\"run_id\":\"a\"|\"run_id\":5",
        "\"run_id\":\"a\"|\"run_id\":null",
        "\"batchSize\":\"64\"|\"batchSize\":64",
        "\"batchSize\":\"64\"|\"batchSize\":null",
        "\"iteration\":20|\"iteration\":-1",
        "\"iteration\":20|\"iteration\":20.5",
        "\"iteration\":20|\"iteration\":\"20\"",
        "\"iteration\":20|\"iteration\":5000000000",
        "\"iteration\":8|\"iteration\":-8",
        "\"iteration\":9|\"iteration\":-9",
        "\"epoch\":1|\"epoch\":-1",
        "\"loss\":2.0|\"loss\":\"low\"",
        "\"loss\":2.0|\"loss\":[]",
        "\"loss\":2.0,|",
        "2026-03-02T|at ",
        "\"base_lr\":0.1,|",
        "\"versions\"|\"others\"",
      })
  void header_thatIsDamaged_isRefused(String part, String instead) {
    String json = HEADER.replaceFirst(java.util.regex.Pattern.quote(part), quoted(instead));
    assertThat(json).isNotEqualTo(HEADER);
    assertThatThrownBy(() -> header(json))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("its header is damaged: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "no JSON"})
  void header_thatIsNone_isRefused(String json) {
    assertThatThrownBy(() -> header(json)).isInstanceOf(IOException.class);
  }

  @Test
  void manifest_isWrittenOnSeveralLines_andRead() throws IOException {
    CheckpointManifest manifest =
        new CheckpointManifest(1, "a", 20, "state-0000000007-3f9a1c07.bin", 5_000_000_000L, "00ff");
    assertThat(new String(RecordJson.writeIndented(manifest), StandardCharsets.UTF_8))
        .isEqualTo(MANIFEST);
    assertThat(manifest(MANIFEST.replace("}", ",\"new\":1}"))).isEqualTo(manifest);
  }

  @Test
  void manifest_ofANewerFormat_isNotDamaged() {
    assertThatThrownBy(() -> manifest("{\"format\":2}"))
        .isInstanceOf(CheckpointManifest.NewerFormatException.class)
        .hasMessage(
            "its format is 2, and this version of clr-spark reads up to 1. Use the version that"
                + " wrote it");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "[]", "no JSON", "{\"format\":1}", "{\"format\":1,\"run_id\":\"a\""})
  void manifest_thatIsDamaged_isRefused(String json) {
    assertThatThrownBy(() -> manifest(json))
        .isInstanceOf(CheckpointManifest.DamagedFileException.class)
        .hasMessageStartingWith("it is damaged: ");
  }

  private static String quoted(String instead) {
    return instead == null ? "" : java.util.regex.Matcher.quoteReplacement(instead);
  }

  private static CheckpointHeader header(String json) throws IOException {
    return CheckpointHeader.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static CheckpointManifest manifest(String json) throws IOException {
    return CheckpointManifest.read(json.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of JSON, with their quotes written as apostrophes. */
  private static String json(String... lines) {
    return String.join("\n", lines).replace('\'', '"');
  }
}
