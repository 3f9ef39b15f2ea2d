/** One round: what each worker trains, and what comes back. */
@NullMarked
package io.clrspark.training.round;

import org.jspecify.annotations.NullMarked;
