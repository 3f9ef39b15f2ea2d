package io.clrspark.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/**
 * The JSON text of schedules and the bits of their rates. Saved models and histories hold the text,
 * and a resumed run must go on with the same rates, so neither may change.
 */
class ScheduleFormatTest {

  private static final String CLASS = "{'@class':'io.clrspark.schedule.CyclicLR',";
  private static final String DEFAULTS = "'baseLr':0.001,'maxLr':0.006,'stepSize':2000,";

  /** A schedule, its JSON with single quotes, and the checksum of its rates. */
  static Stream<Arguments> schedules() {
    return Stream.of(
        Arguments.of(CyclicLR.builder().build(), DEFAULTS + "'mode':'triangular'}", "9c10fb18"),
        Arguments.of(
            CyclicLR.triangular(0, 1.0 / 3, 7),
            "'baseLr':0.0,'maxLr':0.3333333333333333,'stepSize':7,'mode':'triangular'}",
            "fa5190b2"),
        Arguments.of(
            CyclicLR.triangular2(1e-300, 0.1, Long.MAX_VALUE),
            "'baseLr':1.0E-300,'maxLr':0.1,'stepSize':9223372036854775807,'mode':'triangular2'}",
            "4400e5a2"),
        Arguments.of(
            CyclicLR.triangular2(0.001, 0.006, 50_000),
            "'baseLr':0.001,'maxLr':0.006,'stepSize':50000,'mode':'triangular2'}",
            "50b16609"),
        Arguments.of(
            CyclicLR.expRange(0.001, 0.006, 2000, 0.99994),
            DEFAULTS + "'mode':'exp_range','gamma':0.99994}",
            "52978eeb"),
        Arguments.of(
            CyclicLR.expRange(0.001, 0.006, 2000, 0.99999994),
            DEFAULTS + "'mode':'exp_range','gamma':0.99999994}",
            "6f56d66d"),
        Arguments.of(
            CyclicLR.expRange(0.001, 0.006, 2000, 1),
            DEFAULTS + "'mode':'exp_range','gamma':1.0}",
            "9c10fb18"));
  }

  static Stream<Arguments> functions() {
    return Stream.of(
        Arguments.of(
            CyclicLR.builder().scaleFn("0.5*(1+sin(x*pi/2))").build(),
            DEFAULTS + "'scaleFn':'0.5*(1+sin(x*pi/2))','scaleMode':'cycle'}",
            "92b5f941"),
        Arguments.of(
            CyclicLR.builder()
                .scaleFn(" 1/(5^(x*0.0001)) ")
                .scaleMode(ScaleMode.ITERATIONS)
                .build(),
            DEFAULTS + "'scaleFn':'1/(5^(x*0.0001))','scaleMode':'iterations'}",
            "78a5e36c"),
        Arguments.of(
            CyclicLR.builder().baseLr(0.1).maxLr(0.5).scaleFn("if(x < 9,\n1, 1/LOG(x))").build(),
            "'baseLr':0.1,'maxLr':0.5,'stepSize':2000,"
                + "'scaleFn':'if(x < 9,\\n1, 1/LOG(x))','scaleMode':'cycle'}",
            "7a157b3e"));
  }

  static Stream<Arguments> resets() {
    return Stream.of(
        Arguments.of(
            CyclicLR.expRange(0.001, 0.006, 2000, 0.99999)
                .reset(1500)
                .reset(9000, Reset.none().maxLr(0.003).stepSize(500))
                .reset(20_000, Reset.none().baseLr(0)),
            DEFAULTS
                + "'mode':'exp_range','gamma':0.99999,'resets':["
                + "{'atIteration':1500,'baseLr':0.001,'maxLr':0.006,'stepSize':2000},"
                + "{'atIteration':9000,'baseLr':0.001,'maxLr':0.003,'stepSize':500},"
                + "{'atIteration':20000,'baseLr':0.0,'maxLr':0.003,'stepSize':500}]}",
            "caa48262"),
        Arguments.of(
            CyclicLR.builder().scaleFn("1/x").build().reset(5, Reset.none().stepSize(3)),
            DEFAULTS
                + "'scaleFn':'1/x','scaleMode':'cycle','resets':["
                + "{'atIteration':5,'baseLr':0.001,'maxLr':0.006,'stepSize':3}]}",
            "87528227"));
  }

  @ParameterizedTest
  @MethodSource({"schedules", "functions", "resets"})
  void json_andRates_areThoseThatWereSaved(CyclicLR schedule, String json, String rates)
      throws JsonProcessingException {
    String text = CLASS.concat(json).replace('\'', '"');
    assertThat(
            JsonMappers.getMapper()
                .writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(schedule))
        .isEqualTo(text);
    assertThat(JsonMappers.getMapper().readValue(text, ISchedule.class)).isEqualTo(schedule);
    assertThat(checksum(schedule)).isEqualTo(rates);
  }

  /** Of each 9973rd rate up to the last iteration that a run may have. */
  private static String checksum(CyclicLR schedule) {
    CRC32 sum = new CRC32();
    ByteBuffer bits = ByteBuffer.allocate(Double.BYTES);
    for (long iteration = 0; iteration <= Integer.MAX_VALUE; iteration += 9973) {
      sum.update(bits.putDouble(0, schedule.rateAt(iteration)).array());
    }
    return "%08x".formatted(sum.getValue());
  }
}
