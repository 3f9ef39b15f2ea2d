/** The options of a training, immutable and checked when they are made. Part of the API. */
@NullMarked
package io.clrspark.training.settings;

import org.jspecify.annotations.NullMarked;
