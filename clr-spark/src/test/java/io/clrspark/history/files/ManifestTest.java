package io.clrspark.history.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of a manifest, which every later version reads. */
class ManifestTest {

  private static final String JSON =
      json(
          "{'format':1,'run_id':'a','segments':["
              + "{'table':'history','file':'segment-00000000.parquet','rows':5000000000,'bytes':12,"
              + "'first_iteration':0,'last_iteration':99,'crc32c':'0123abcd'},"
              + "{'table':'evaluations','file':'segment-00000001.parquet','rows':1,'bytes':2,"
              + "'first_iteration':100,'last_iteration':100,'crc32c':''}]}");

  private static final Manifest MANIFEST =
      new Manifest(
          "a",
          List.of(
              new Segment(
                  "history", "segment-00000000.parquet", 5_000_000_000L, 12, 0, 99, "0123abcd"),
              new Segment("evaluations", "segment-00000001.parquet", 1, 2, 100, 100, "")));

  @Test
  void manifest_isWrittenOnOneLine_andRead() throws IOException {
    assertThat(new String(MANIFEST.toJson(), StandardCharsets.UTF_8)).isEqualTo(JSON);
    assertThat(read(JSON)).isEqualTo(MANIFEST);
    assertThat(new String(new Manifest("b", List.of()).toJson(), StandardCharsets.UTF_8))
        .isEqualTo("{\"format\":1,\"run_id\":\"b\",\"segments\":[]}");
  }

  @Test
  void read_takesSegmentsWithoutChecksum_andPropertiesThatAreNew() throws IOException {
    assertThat(
            read(JSON.replace(",\"crc32c\":\"\"", "").replace("\"rows\":1", "\"rows\":1,\"x\":0")))
        .isEqualTo(MANIFEST);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"format\":2}", "{}", "[]", ""})
  void read_refusesAnotherFormat_whichIsNoDamage(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(JsonProcessingException.class)
        .hasMessage("its format is not 1, the one that this version reads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"format\":1,\"run_id\":\"a\"}",
        "{\"format\":1,\"run_id\":\"a\",\"segments\":[{}]}",
        "{\"format\":1,\"segments\":[]}",
        "{\"format\":1,",
        "no JSON",
      })
  void read_refusesADamagedOne(String json) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfAny(JsonProcessingException.class, IllegalArgumentException.class);
  }

  private static Manifest read(String json) throws IOException {
    return Manifest.fromJson(json.getBytes(StandardCharsets.UTF_8));
  }

  /** JSON with its quotes written as apostrophes. */
  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
