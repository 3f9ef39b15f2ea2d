/**
 * What must be the same when a run is resumed. May import {@code training.plan} and {@code
 * training.checkpoint}.
 */
@NullMarked
package io.clrspark.training.fingerprint;

import org.jspecify.annotations.NullMarked;
