/**
 * The examples of a training job from files of several formats, in one order that the files alone
 * decide. A first pass counts and checks every row, so that what is wrong is known before training.
 *
 * <p>May import {@code io.clrspark}, its {@code conf}, {@code rows} and {@code frame}, Spark,
 * Hadoop, ND4J's DataSet, and the engine's {@code data}.
 */
@NullMarked
package io.clrspark.input;

import org.jspecify.annotations.NullMarked;
