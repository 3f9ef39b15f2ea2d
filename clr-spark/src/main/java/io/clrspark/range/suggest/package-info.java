/** Suggests a range of rates from a curve, by several rules. */
@NullMarked
package io.clrspark.range.suggest;

import org.jspecify.annotations.NullMarked;
