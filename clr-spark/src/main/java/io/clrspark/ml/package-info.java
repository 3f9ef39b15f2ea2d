/** Estimators and models of Spark ML. */
@NullMarked
package io.clrspark.ml;

import org.jspecify.annotations.NullMarked;
