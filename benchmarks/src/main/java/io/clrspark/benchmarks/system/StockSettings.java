package io.clrspark.benchmarks.system;

/** The settings of DL4J's own training master. */
public enum StockSettings {
  /** Its data is cached, and a task has the threads that Spark gives it. */
  TUNED,
  /** DL4J's own: its data is kept serialized, and every task has threads for all cores. */
  DEFAULTS
}
