package io.clrspark.conf;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.conf.schedule.ScheduleConf;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Properties of checkpoints that contradict each other are refused. */
class CheckpointRulesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checkpoint.everyIterations=5 | spark.clr.checkpoint.everyIterations: 5 (spark.clr.checkpoint.path is not set: set it)",
        "checkpoint.everyMinutes=5 | spark.clr.checkpoint.everyMinutes: 5 (spark.clr.checkpoint.path is not set: set it)",
        "checkpoint.everyEpochs=5 | spark.clr.checkpoint.everyEpochs: 5 (spark.clr.checkpoint.path is not set: set it)",
        "checkpoint.keep=5 | spark.clr.checkpoint.keep: 5 (spark.clr.checkpoint.path is not set: set it)",
        "resume=auto | spark.clr.resume: auto (spark.clr.checkpoint.path is not set: set it)",
        "nonFinite=rollback | spark.clr.nonFinite: rollback (spark.clr.checkpoint.path is not set: there is nothing to go back to)",
        "nonFinite.rollbacks=5 | spark.clr.nonFinite.rollbacks: 5 (only with spark.clr.nonFinite = rollback)",
        "nonFinite.maxLrFactor=0.1 | spark.clr.nonFinite.maxLrFactor: 0.1 (only with spark.clr.nonFinite = rollback)",
        "checkpoint.path=x resume=a runId=b | spark.clr.resume: a (spark.clr.runId = b: give the same or one)",
      })
  void contradiction_isRefused(String given, String message) {
    Map<String, String> properties = new TreeMap<>();
    for (String one : given.split(" ", -1)) {
      String[] parts = one.split("=", 2);
      properties.put("spark.clr." + parts[0], parts[1]);
    }
    assertThatThrownBy(() -> ScheduleConf.of(ClrConf.of(properties)))
        .isInstanceOf(InvalidPropertyException.class)
        .hasMessage("Invalid " + message);
  }
}
