/**
 * {@code bin/clr bench}, the command that compares this engine with DL4J's own ways to train. The
 * module may import everything; nothing imports it.
 */
@NullMarked
package io.clrspark.benchmarks;

import org.jspecify.annotations.NullMarked;
