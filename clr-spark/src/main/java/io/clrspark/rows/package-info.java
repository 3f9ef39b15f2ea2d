/**
 * Rows of any source on their way to examples: numbers, batches of them, and what is wrong with a
 * row. May import ND4J's data sets, and of the engine its {@code data} and {@code replica}; never
 * Spark SQL, the history or a schedule. For the readers of frames and files: its public types are
 * no API.
 */
@NullMarked
package io.clrspark.rows;

import org.jspecify.annotations.NullMarked;
