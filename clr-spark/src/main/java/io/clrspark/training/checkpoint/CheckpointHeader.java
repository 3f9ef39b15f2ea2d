package io.clrspark.training.checkpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.clrspark.files.ErrorText;
import io.clrspark.files.RecordJson;
import io.clrspark.history.log.EvaluationRow;
import io.clrspark.history.log.RateReset;
import io.clrspark.network.NetworkState;
import java.io.IOException;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A checkpoint without its state as JSON, in the order of these components. */
record CheckpointHeader(
    String runId,
    SortedMap<String, String> settings,
    String schedule,
    String network,
    RunPosition position,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<RateReset> resets,
    @JsonSetter(nulls = Nulls.AS_EMPTY) @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<EvaluationRow> evaluations,
    SortedMap<String, String> configuration,
    SortedMap<String, String> versions) {

  static byte[] write(Checkpoint checkpoint) throws IOException {
    RunFingerprint identity = checkpoint.identity();
    return RecordJson.write(
        new CheckpointHeader(
            checkpoint.runId(),
            identity.settings(),
            identity.schedule(),
            identity.network(),
            checkpoint.position(),
            checkpoint.resets(),
            checkpoint.evaluations(),
            new TreeMap<>(checkpoint.configuration()),
            new TreeMap<>(checkpoint.versions())));
  }

  /**
   * @throws IOException if it is no such JSON
   */
  static Checkpoint read(byte[] bytes, NetworkState state) throws IOException {
    CheckpointHeader header;
    try {
      header = RecordJson.read(RecordJson.tree(bytes), CheckpointHeader.class);
    } catch (JsonMappingException e) {
      throw new IOException("its header is damaged: " + ErrorText.reason(e), e);
    }
    if (header.hasNegativeCount()) {
      throw new IOException("its header is damaged: a count in it is negative");
    }
    return header.checkpoint(state);
  }

  private boolean hasNegativeCount() {
    return position.hasNegativeCount()
        || resets.stream().anyMatch(reset -> reset.iteration() < 0)
        || evaluations.stream().anyMatch(row -> row.iteration() < 0 || row.epoch() < 0);
  }

  private Checkpoint checkpoint(NetworkState state) {
    return new Checkpoint(
        runId,
        new RunFingerprint(settings, schedule, network),
        position,
        resets,
        evaluations,
        configuration,
        versions,
        state);
  }
}
