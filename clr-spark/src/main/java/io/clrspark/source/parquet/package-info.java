/** Rows of Parquet files. */
@NullMarked
package io.clrspark.source.parquet;

import org.jspecify.annotations.NullMarked;
