/**
 * What commands do in Spark's driver: start Spark, train, and test a range. May import {@code
 * command}, {@code output}, the library, Spark and DL4J.
 */
@NullMarked
package io.clrspark.jobs.driver;

import org.jspecify.annotations.NullMarked;
