package io.clrspark.network.fast;

/** An updater that divides the gradient by the minibatch's examples as it goes. */
interface DividingUpdater {

  /** Has the next update divide its gradient first. */
  void divideNextBy(int examples);
}
