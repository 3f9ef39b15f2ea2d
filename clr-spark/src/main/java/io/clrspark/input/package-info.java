/**
 * The examples of a training job from files of several formats, in an order that depends on the
 * files alone. A first pass counts and checks every row, so that errors are known before training.
 *
 * <p>May import {@code conf}, {@code source}, {@code examples}, the output labels of {@code
 * network}, Spark, Hadoop and ND4J.
 */
@NullMarked
package io.clrspark.input;

import org.jspecify.annotations.NullMarked;
