package io.clrspark.training.checkpoint;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;

/**
 * All that a run needs to go on as if it had never stopped. Random numbers are made of the seed,
 * the iteration and the worker, so a checkpoint has no state of a random generator.
 *
 * @param header everything but the state
 * @param state parameters and updater state; {@link NetworkState#NONE} where it was not read
 */
@Internal
public record Checkpoint(CheckpointHeader header, NetworkState state) {

  /** Where the run stands. */
  public RunPosition position() {
    return header.position();
  }
}
