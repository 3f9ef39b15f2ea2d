/** The average of the workers' states, added in a fixed tree on the driver or on executors. */
@NullMarked
package io.clrspark.training.average;

import org.jspecify.annotations.NullMarked;
