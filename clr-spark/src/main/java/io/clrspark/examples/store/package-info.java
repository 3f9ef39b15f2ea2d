/**
 * Keeps each worker's examples in memory or in a spill file, and cuts them into minibatches. May
 * import Spark and {@code examples}.
 */
@NullMarked
package io.clrspark.examples.store;

import org.jspecify.annotations.NullMarked;
