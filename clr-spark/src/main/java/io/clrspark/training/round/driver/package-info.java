/** A round whose results are averaged on the driver. May import {@code training.round}. */
@NullMarked
package io.clrspark.training.round.driver;

import org.jspecify.annotations.NullMarked;
