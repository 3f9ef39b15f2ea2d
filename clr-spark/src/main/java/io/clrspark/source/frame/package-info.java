/** Rows of DataFrames. May import {@code source} and Spark SQL. */
@NullMarked
package io.clrspark.source.frame;

import org.jspecify.annotations.NullMarked;
