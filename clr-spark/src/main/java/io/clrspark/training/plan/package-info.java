/**
 * What a run trains on: its loaded data, and how that is divided into epochs, minibatches and
 * iterations.
 */
@NullMarked
package io.clrspark.training.plan;

import org.jspecify.annotations.NullMarked;
