/**
 * A round whose results are averaged on the executors, slice by slice. May import {@code
 * training.round}.
 */
@NullMarked
package io.clrspark.training.round.shuffle;

import org.jspecify.annotations.NullMarked;
