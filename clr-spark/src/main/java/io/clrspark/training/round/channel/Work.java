package io.clrspark.training.round.channel;

import io.clrspark.Internal;
import io.clrspark.network.NetworkState;
import io.clrspark.training.round.RoundInput;

/** A round that all workers are to make, and the state that they start from. */
@Internal
public final class Work { // compared by identity

  private final NetworkState state;
  private final RoundInput round;

  public Work(NetworkState state, RoundInput round) {
    this.state = state;
    this.round = round;
  }

  public NetworkState state() {
    return state;
  }

  public RoundInput round() {
    return round;
  }
}
