/**
 * Reads training examples from files, in one order that the files alone decide. A first pass counts
 * and checks every row, so that what is wrong is known before training.
 *
 * <p>May import {@code io.clrspark}, its {@code conf}, Spark's core, Hadoop, DL4J's DataSet, and
 * the engine's {@code Mix}.
 */
@NullMarked
package io.clrspark.input;

import org.jspecify.annotations.NullMarked;
