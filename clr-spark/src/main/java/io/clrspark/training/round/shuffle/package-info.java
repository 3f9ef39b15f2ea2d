/** A round whose results are averaged on the executors, slice by slice. */
@NullMarked
package io.clrspark.training.round.shuffle;

import org.jspecify.annotations.NullMarked;
