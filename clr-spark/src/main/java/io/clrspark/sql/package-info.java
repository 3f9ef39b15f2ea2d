/**
 * The views of a history in sessions of other programs: spark-sql, spark-shell, pyspark, a Thrift
 * server.
 */
@NullMarked
package io.clrspark.sql;

import org.jspecify.annotations.NullMarked;
