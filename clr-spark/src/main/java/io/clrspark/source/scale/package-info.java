/** Scales features by statistics of the training data. */
@NullMarked
package io.clrspark.source.scale;

import org.jspecify.annotations.NullMarked;
