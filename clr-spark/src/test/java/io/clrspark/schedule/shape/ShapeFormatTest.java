package io.clrspark.schedule.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.Mode;
import io.clrspark.schedule.Schedule;
import io.clrspark.schedule.curve.Curve;
import java.nio.ByteBuffer;
import java.util.stream.LongStream;
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
 * The JSON text of shapes and the bits of their rates. Saved models and histories hold the text,
 * and a resumed run must go on with the same rates, so neither may change.
 */
class ShapeFormatTest {

  /** A schedule, its JSON with single quotes, and the checksum of its rates. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of(
            CyclicLR.builder()
                .stepSize(300)
                .stepSizeDown(700)
                .curve(Curve.COSINE)
                .mode(Mode.EXP_RANGE_BOUNDS)
                .gamma(0.9999)
                .build()
                .reset(450),
            "{'@class':'io.clrspark.schedule.CyclicLR','baseLr':0.001,'maxLr':0.006,'stepSize':300,"
                + "'stepSizeDown':700,'curve':'cosine','mode':'exp_range_bounds','gamma':0.9999,"
                + "'resets':[{'atIteration':450,'baseLr':0.001,'maxLr':0.006,'stepSize':300,"
                + "'stepSizeDown':700}]}",
            "40b8624b"),
        Arguments.of(
            OneCycle.of(0.1, 1000),
            "{'@class':'io.clrspark.schedule.shape.OneCycle','curve':'cosine','divFactor':25.0,"
                + "'finalDivFactor':10000.0,'maxLr':0.1,'pctStart':0.3,'scheduleLength':1000,"
                + "'threePhase':false}",
            "08391718"),
        Arguments.of(
            OneCycle.of(0.1, 1000).threePhase().curve(Curve.LINEAR),
            "{'@class':'io.clrspark.schedule.shape.OneCycle','curve':'linear','divFactor':25.0,"
                + "'finalDivFactor':10000.0,'maxLr':0.1,'pctStart':0.3,'scheduleLength':1000,"
                + "'threePhase':true}",
            "8f974f2e"),
        Arguments.of(
            new Decay(0.1, 0.001, 1000, Curve.ONE_MINUS_SQRT),
            "{'@class':'io.clrspark.schedule.shape.Decay','baseLr':0.001,'curve':'1-sqrt',"
                + "'maxLr':0.1,'scheduleLength':1000}",
            "545999f5"),
        Arguments.of(
            new Polynomial(0.1, 0.001, 1000, 2.5),
            "{'@class':'io.clrspark.schedule.shape.Polynomial','baseLr':0.001,'maxLr':0.1,"
                + "'power':2.5,'scheduleLength':1000}",
            "decea1ad"),
        Arguments.of(
            new CosineRestarts(0.1, 0.001, 100, 2, 0.5),
            "{'@class':'io.clrspark.schedule.shape.CosineRestarts','baseLr':0.001,'maxLr':0.1,"
                + "'restartFactor':0.5,'restartGrowth':2,'restartPeriod':100}",
            "a27baba8"),
        Arguments.of(
            new InverseSqrt(0.1, 400),
            "{'@class':'io.clrspark.schedule.shape.InverseSqrt','maxLr':0.1,'timescale':400}",
            "a041842f"),
        Arguments.of(
            new StartingAt(
                new Cooldown(new WarmUp(new Constant(0.1), 50, 0.01), 800, 200, 0, Curve.PARABOLA),
                7),
            "{'@class':'io.clrspark.schedule.shape.StartingAt','atIteration':7,'schedule':"
                + "{'@class':'io.clrspark.schedule.shape.Cooldown','cooldown':200,'cooldownAt':800,"
                + "'cooldownCurve':'parabola','cooldownLr':0.0,'schedule':"
                + "{'@class':'io.clrspark.schedule.shape.WarmUp','schedule':"
                + "{'@class':'io.clrspark.schedule.shape.Constant','maxLr':0.1},"
                + "'warmup':50,'warmupLr':0.01}}}",
            "728e865f"));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void json_andRates_areThoseThatWereSaved(Schedule schedule, String json, String rates)
      throws JsonProcessingException {
    String text = json.replace('\'', '"');
    assertThat(
            JsonMappers.getMapper()
                .writer()
                .without(SerializationFeature.INDENT_OUTPUT)
                .writeValueAsString(schedule))
        .isEqualTo(text);
    assertThat(JsonMappers.getMapper().readValue(text, ISchedule.class)).isEqualTo(schedule);
    assertThat(checksum(schedule)).isEqualTo(rates);
  }

  /** Of each 9973rd rate up to the last iteration that a run may have, and the first 2000. */
  private static String checksum(Schedule schedule) {
    CRC32 sum = new CRC32();
    ByteBuffer bits = ByteBuffer.allocate(Double.BYTES);
    LongStream.concat(
            LongStream.iterate(0, n -> n <= Integer.MAX_VALUE, n -> n + 9973),
            LongStream.range(0, 2000))
        .forEach(n -> sum.update(bits.putDouble(0, schedule.rateAt(n)).array()));
    return "%08x".formatted(sum.getValue());
  }
}
