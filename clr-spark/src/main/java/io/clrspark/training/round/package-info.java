/**
 * One round: what each worker trains, and what comes back. May import {@code examples}, {@code
 * network} and {@code training.average}.
 */
@NullMarked
package io.clrspark.training.round;

import org.jspecify.annotations.NullMarked;
