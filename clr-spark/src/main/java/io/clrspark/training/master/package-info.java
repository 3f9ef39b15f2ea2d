/**
 * The engine behind DL4J's own {@code SparkDl4jMultiLayer} and {@code SparkComputationGraph}. May
 * import the engine and dl4j-spark, which the user provides; nothing else imports this package.
 */
@NullMarked
package io.clrspark.training.master;

import org.jspecify.annotations.NullMarked;
