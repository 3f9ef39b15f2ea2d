/**
 * The examples of a training job from files of several formats, in an order that depends on the
 * files alone. A first pass counts and checks every row, so that errors are known before training.
 */
@NullMarked
package io.clrspark.input;

import org.jspecify.annotations.NullMarked;
