/** What must be the same when a run is resumed. */
@NullMarked
package io.clrspark.training.fingerprint;

import org.jspecify.annotations.NullMarked;
