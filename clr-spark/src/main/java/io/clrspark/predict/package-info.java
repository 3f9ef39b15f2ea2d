/** Scores rows with a saved model: predictions in files, and figures of their quality. */
@NullMarked
package io.clrspark.predict;

import org.jspecify.annotations.NullMarked;
