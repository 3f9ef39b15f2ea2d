/**
 * Cyclical learning rates for Deeplearning4j networks on Apache Spark.
 *
 * <p>This package holds only what every other package may use. It imports the JDK alone.
 */
@NullMarked
package io.clrspark;

import org.jspecify.annotations.NullMarked;
