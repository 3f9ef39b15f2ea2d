package io.clrspark.golden;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.network.Network;
import io.clrspark.training.checkpoint.Checkpoint;
import io.clrspark.training.checkpoint.CheckpointFolder;
import io.clrspark.training.checkpoint.RunPosition;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** What a golden checkpoint must be read as. */
final class GoldenCheckpoint {

  private GoldenCheckpoint() {}

  /** The newest checkpoint of a run, as this version reads it. */
  static ObjectNode of(Path checkpoints, String run) {
    Checkpoint checkpoint =
        CheckpointFolder.of(checkpoints.toString(), new Configuration(), run)
            .newest(position -> Optional.empty(), warning -> {});
    RunPosition at = checkpoint.position();
    return JsonNodeFactory.instance
        .objectNode()
        .put("iteration", at.iteration())
        .put("epoch", at.epoch())
        .put("minibatch", at.minibatch())
        .put("round", at.round())
        .put("resets", checkpoint.header().resets().size())
        .put("evaluations", checkpoint.header().evaluations().size())
        .put("parameters", Sha256.of(checkpoint.state().parameters()))
        .put("updater", Sha256.of(checkpoint.state().updater()));
  }

  /** What a run came to at its end. */
  static ObjectNode end(Network network) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("iteration", network.iteration())
        .put("epoch", network.epoch())
        .put("parameters", Sha256.of(network.parameters()))
        .put("updater", Sha256.of(network.updater().getStateViewArray()));
  }
}
