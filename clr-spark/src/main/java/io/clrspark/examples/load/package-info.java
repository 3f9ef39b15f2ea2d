/**
 * Counts and checks a data set in one pass, and assigns its examples to workers in a second. {@code
 * TrainingData} and {@code EvaluationData} are the entries.
 */
@NullMarked
package io.clrspark.examples.load;

import org.jspecify.annotations.NullMarked;
