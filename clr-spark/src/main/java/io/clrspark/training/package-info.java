/**
 * The engine: rounds of lock-step updates on replicas, parameter averaging, one global iteration
 * counter on the driver. The only package that runs Spark jobs for training. May import the
 * schedule, the properties, the history and its own {@code data} and {@code replica} packages.
 */
@NullMarked
package io.clrspark.training;

import org.jspecify.annotations.NullMarked;
