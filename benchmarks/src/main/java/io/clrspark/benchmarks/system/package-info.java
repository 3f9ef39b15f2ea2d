/**
 * What {@code bin/clr bench} compares: systems that train the same network on the same data. May
 * import the library, Spark, DL4J and DL4J's training masters.
 */
@NullMarked
package io.clrspark.benchmarks.system;

import org.jspecify.annotations.NullMarked;
