package io.clrspark.examples.load;

import java.util.UUID;

/** Tells processes apart, and copies of this library that two class loaders of one process have. */
final class ThisProcess {

  static final String ID = UUID.randomUUID().toString();

  private ThisProcess() {}
}
