/**
 * The views of a history in sessions that others start: spark-sql, spark-shell, pyspark, a Thrift
 * server.
 *
 * <p>May import the history, the properties' keys and Spark SQL.
 */
@NullMarked
package io.clrspark.sql;

import org.jspecify.annotations.NullMarked;
