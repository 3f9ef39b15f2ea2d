/** Rows of tables: CSV, Parquet, ORC, JSON and Avro files, and queries. */
@NullMarked
package io.clrspark.source.table;

import org.jspecify.annotations.NullMarked;
