/** Rounds and evaluations as Spark jobs. May import Spark and {@code training.round}. */
@NullMarked
package io.clrspark.training.job;

import org.jspecify.annotations.NullMarked;
