package io.clrspark.training.replica;

/** An updater that divides the gradient by the minibatch's examples as it goes. */
interface ThriftyStep {

  /** Has the next update divide its gradient first. */
  void divideNextBy(int examples);
}
