/** The average of the workers' states: a fixed tree, wherever it is taken. */
@NullMarked
package io.clrspark.training.average;

import org.jspecify.annotations.NullMarked;
