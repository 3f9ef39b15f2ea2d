package io.clrspark.training.fingerprint;

import io.clrspark.Internal;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.SerializationFeature;

/** The text of a schedule in the history and in a checkpoint. */
@Internal
public final class ScheduleText {

  private ScheduleText() {}

  /** The schedule as DL4J writes it; in words where it has no JSON. */
  public static String of(ISchedule schedule) {
    try {
      return JsonMappers.getMapper()
          .writer()
          .without(SerializationFeature.INDENT_OUTPUT)
          .writeValueAsString(schedule);
    } catch (JsonProcessingException e) {
      return schedule.toString();
    }
  }
}
