package io.clrspark.range;

import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.factory.Nd4j;

/** The state of the random generator that ND4J has for this thread. */
final class RandomState {

  private final Random random;
  private final long root;
  private final long node;

  private RandomState(Random random) {
    this.random = random;
    this.root = random.rootState();
    this.node = random.nodeState();
  }

  static RandomState now() {
    return new RandomState(Nd4j.getRandom());
  }

  void restore() {
    random.setStates(root, node);
  }
}
