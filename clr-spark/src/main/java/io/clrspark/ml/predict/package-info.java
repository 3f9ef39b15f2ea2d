/** How a model predicts: rows in batches, a network in each task. */
@NullMarked
package io.clrspark.ml.predict;

import org.jspecify.annotations.NullMarked;
