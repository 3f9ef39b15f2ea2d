/**
 * Copies of a DL4J network that train: the schedule's override, updater state laid out by
 * parameter, and the parameters as bytes. May import DL4J, ND4J and {@code training.data}; never
 * Spark's RDDs, nor the history. For the engine only: its public types are no API.
 */
@NullMarked
package io.clrspark.training.replica;

import org.jspecify.annotations.NullMarked;
