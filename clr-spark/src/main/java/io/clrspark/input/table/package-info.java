/**
 * Formats that Spark SQL reads, as rows. May import what {@code io.clrspark.input} may, and Spark
 * SQL.
 */
@NullMarked
package io.clrspark.input.table;

import org.jspecify.annotations.NullMarked;
