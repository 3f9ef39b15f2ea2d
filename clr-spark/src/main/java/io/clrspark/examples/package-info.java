/**
 * Examples as plain bytes on the heap, and minibatches of them outside of it. May import ND4J's
 * arrays and data sets.
 */
@NullMarked
package io.clrspark.examples;

import org.jspecify.annotations.NullMarked;
