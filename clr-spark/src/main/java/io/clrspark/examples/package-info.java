/**
 * Examples as plain bytes on the heap, and minibatches of them outside of it. May import ND4J's
 * arrays and data sets, commons-lang3, and Spark's environment of the process.
 */
@NullMarked
package io.clrspark.examples;

import org.jspecify.annotations.NullMarked;
