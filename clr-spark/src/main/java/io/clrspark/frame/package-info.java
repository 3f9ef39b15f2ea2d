/**
 * Examples from the rows of a Spark DataFrame. May import Spark SQL, ND4J's data sets, and of the
 * engine its {@code data} and {@code replica}; never the history or a schedule.
 */
@NullMarked
package io.clrspark.frame;

import org.jspecify.annotations.NullMarked;
