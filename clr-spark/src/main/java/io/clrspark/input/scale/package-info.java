/**
 * Statistics of features, and scaling by them. May import {@code rows}, ND4J and what {@code
 * io.clrspark.input} may.
 */
@NullMarked
package io.clrspark.input.scale;

import org.jspecify.annotations.NullMarked;
