package io.clrspark.golden;

import io.clrspark.conf.choice.Averaging;
import io.clrspark.conf.choice.UpdaterState;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.master.ClrTrainingMaster;
import io.clrspark.training.settings.OnNonFinite;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.schedule.ISchedule;

/** Writes what the golden files hold as JSON and YAML: schedules and a training master. */
final class GoldenTexts {

  private GoldenTexts() {}

  static void write(GoldenSet set) throws IOException {
    Files.createDirectories(set.schedule("any", "json").getParent());
    for (Map.Entry<String, ISchedule> one : GoldenSchedules.all().entrySet()) {
      Files.writeString(set.schedule(one.getKey(), "json"), json(one.getValue()));
      Files.writeString(set.schedule(one.getKey(), "yaml"), yaml(one.getValue()));
    }
    try (ClrTrainingMaster master = master()) {
      Files.writeString(set.master("json"), master.toJson());
      Files.writeString(set.master("yaml"), master.toYaml());
    }
  }

  static String json(ISchedule schedule) throws IOException {
    return JsonMappers.getMapper().writeValueAsString(schedule);
  }

  static String yaml(ISchedule schedule) throws IOException {
    return JsonMappers.getMapperYaml().writeValueAsString(schedule);
  }

  /** Every option with another value than its default. */
  private static ClrTrainingMaster master() {
    return ClrTrainingMaster.of(
        ClrTrainer.builder(GoldenSchedules.EXP_RANGE_WITH_RESETS)
            .workers(3)
            .batchSize(16)
            .averagingFrequency(7)
            .seed(9)
            .shuffle(false)
            .updaterState(UpdaterState.RESET)
            .averaging(Averaging.DRIVER)
            .roundTimeout(Duration.ofSeconds(90))
            .onNonFinite(OnNonFinite.exclude())
            .history("hdfs:///histories")
            .saveModel("hdfs:///models/digits.zip")
            .build());
  }
}
