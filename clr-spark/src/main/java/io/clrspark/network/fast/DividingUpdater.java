package io.clrspark.network.fast;

/** An updater that itself divides the gradient by the number of examples in the minibatch. */
interface DividingUpdater {

  /** Makes the next update divide its gradient first. */
  void divideNextBy(int examples);
}
