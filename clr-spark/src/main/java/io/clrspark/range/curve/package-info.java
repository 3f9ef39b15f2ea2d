/**
 * What a range test measured: the curve of loss and accuracy over the rate, its smoothing and its
 * stop rule.
 */
@NullMarked
package io.clrspark.range.curve;

import org.jspecify.annotations.NullMarked;
