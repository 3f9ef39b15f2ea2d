/** How an estimator trains: a frame's rows, the network of the Params, the run. */
@NullMarked
package io.clrspark.ml.train;

import org.jspecify.annotations.NullMarked;
