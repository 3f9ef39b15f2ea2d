/** Successive rounds in one Spark job, for tasks that run in the driver's process. */
@NullMarked
package io.clrspark.training.round.shared;

import org.jspecify.annotations.NullMarked;
