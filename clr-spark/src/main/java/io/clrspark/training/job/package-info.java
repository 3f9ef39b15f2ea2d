/** Rounds and evaluations as Spark jobs. */
@NullMarked
package io.clrspark.training.job;

import org.jspecify.annotations.NullMarked;
