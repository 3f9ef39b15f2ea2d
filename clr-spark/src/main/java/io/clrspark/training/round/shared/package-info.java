/** Successive rounds in one Spark job, whose tasks stay from round to round. */
@NullMarked
package io.clrspark.training.round.shared;

import org.jspecify.annotations.NullMarked;
