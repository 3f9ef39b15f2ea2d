package io.clrspark.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.conf.ClrConf;
import io.clrspark.conf.schedule.ScheduleConf;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.schedule.length.RunLength;
import io.clrspark.training.master.ClrTrainingMaster;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.schedule.ISchedule;

/** Schedules, training masters and properties that earlier versions wrote as text. */
class GoldenTextTest {

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void schedule_isReadAsItWas(GoldenSet set) throws IOException {
    for (Map.Entry<String, ISchedule> each : GoldenSchedules.all().entrySet()) {
      String json = Files.readString(set.schedule(each.getKey(), "json"));
      String yaml = Files.readString(set.schedule(each.getKey(), "yaml"));
      assertThat(JsonMappers.getMapper().readValue(json, ISchedule.class))
          .isEqualTo(each.getValue());
      assertThat(JsonMappers.getMapperYaml().readValue(yaml, ISchedule.class))
          .isEqualTo(each.getValue());
    }
  }

  /** A resumed run's schedule is compared as text. */
  @Test
  void schedule_isWrittenAsInTheNewestFormat() throws IOException {
    for (Map.Entry<String, ISchedule> each : GoldenSchedules.all().entrySet()) {
      assertThat(GoldenSet.newest().schedule(each.getKey(), "json"))
          .hasContent(GoldenTexts.json(each.getValue()));
      assertThat(GoldenSet.newest().schedule(each.getKey(), "yaml"))
          .hasContent(GoldenTexts.yaml(each.getValue()));
    }
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void trainingMaster_hasTheScheduleAndTheOptions(GoldenSet set) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String json = Files.readString(set.master("json"));
    ObjectNode expected = (ObjectNode) mapper.readTree(json);
    for (ClrTrainingMaster master :
        new ClrTrainingMaster[] {
          ClrTrainingMaster.fromJson(json),
          ClrTrainingMaster.fromYaml(Files.readString(set.master("yaml")))
        }) {
      ObjectNode read = (ObjectNode) mapper.readTree(master.toJson());
      assertThat(read.get("schedule")).isEqualTo(expected.get("schedule"));
      assertThat(read.get("options").properties())
          .containsAll(expected.get("options").properties());
      master.close();
    }
  }

  @ParameterizedTest
  @MethodSource("io.clrspark.golden.GoldenSet#all")
  void suggestedProperties_areARangeToTrainWith(GoldenSet set) throws IOException {
    Properties file = new Properties();
    try (BufferedReader reader = Files.newBufferedReader(set.suggestedProperties())) {
      file.load(reader);
    }
    Map<String, String> properties = new TreeMap<>(Map.of("spark.clr.mode", "triangular2"));
    file.stringPropertyNames().forEach(key -> properties.put(key, file.getProperty(key)));
    assertThat(ScheduleConf.of(ClrConf.of(properties)).schedule(new RunLength(23, 0), 0))
        .isEqualTo(
            set.format() == 1
                ? CyclicLR.triangular2(0.000537032, 0.0171791, 2000)
                : CyclicLR.triangular2(0.00336394, 0.0134558, 2000));
  }
}
