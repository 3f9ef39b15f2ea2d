/** A time limit for rounds: what has not answered by then is replaced, and the round repeated. */
@NullMarked
package io.clrspark.training.limit;

import org.jspecify.annotations.NullMarked;
