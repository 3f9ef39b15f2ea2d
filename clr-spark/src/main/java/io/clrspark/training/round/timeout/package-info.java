/**
 * The time limit of a round: cancels its jobs and replaces the executors that have not answered.
 * The package with the most Spark-private calls.
 */
@NullMarked
package io.clrspark.training.round.timeout;

import org.jspecify.annotations.NullMarked;
