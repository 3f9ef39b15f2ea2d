/** A round whose results are averaged on the driver. */
@NullMarked
package io.clrspark.training.round.driver;

import org.jspecify.annotations.NullMarked;
