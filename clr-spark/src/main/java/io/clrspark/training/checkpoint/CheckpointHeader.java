package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.clrspark.Internal;
import io.clrspark.files.ErrorText;
import io.clrspark.files.RecordJson;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.RateReset;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A checkpoint without its state. Its JSON has these components in this order.
 *
 * @param runId the run
 * @param settings see {@link RunFingerprint}
 * @param schedule see {@link RunFingerprint}
 * @param network see {@link RunFingerprint}
 * @param position where the run stands
 * @param resets resets of the schedule that were asked for while it ran, in order
 * @param evaluations all evaluations so far
 * @param configuration properties, for people
 * @param versions versions by name of the software, for people
 */
@Internal
public record CheckpointHeader(
    String runId,
    SortedMap<String, String> settings,
    String schedule,
    String network,
    RunPosition position,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RateReset> resets,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<EvaluationRow> evaluations,
    Map<String, String> configuration,
    Map<String, String> versions) {

  /** Keeps copies of the lists, and sorted copies of the maps. */
  public CheckpointHeader {
    settings = new TreeMap<>(settings);
    resets = List.copyOf(resets);
    evaluations = List.copyOf(evaluations);
    configuration = Collections.unmodifiableMap(new TreeMap<>(configuration));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
  }

  /** What must be the same when the run goes on. */
  public RunFingerprint fingerprint() {
    return new RunFingerprint(settings, schedule, network);
  }

  /**
   * Reads JSON.
   *
   * @throws IOException if it is not that of a header
   */
  static CheckpointHeader read(byte[] json) throws IOException {
    CheckpointHeader header;
    try {
      header = RecordJson.read(RecordJson.tree(json), CheckpointHeader.class);
    } catch (JsonMappingException e) {
      throw new IOException("its header is damaged: " + ErrorText.reason(e), e);
    }
    if (header.hasNegativeCount()) {
      throw new IOException("its header is damaged: a count in it is negative");
    }
    return header;
  }

  private boolean hasNegativeCount() {
    return position.hasNegativeCount()
        || resets.stream().anyMatch(reset -> reset.iteration() < 0)
        || evaluations.stream().anyMatch(row -> row.iteration() < 0 || row.epoch() < 0);
  }
}
