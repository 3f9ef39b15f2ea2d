/**
 * Runs the systems of {@code bin/clr bench} in turn, and shows the results. May import {@code
 * system} and {@code measure}.
 */
@NullMarked
package io.clrspark.benchmarks.comparison;

import org.jspecify.annotations.NullMarked;
