/**
 * The views of a history in sessions of other programs: spark-sql, spark-shell, pyspark, a Thrift
 * server.
 *
 * <p>May import the history, the properties' keys and Spark SQL.
 */
@NullMarked
package io.clrspark.sql;

import org.jspecify.annotations.NullMarked;
