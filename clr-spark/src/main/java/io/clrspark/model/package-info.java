/**
 * Networks that a job builds from properties. May import {@code io.clrspark.conf} and DL4J; never
 * Spark.
 */
@NullMarked
package io.clrspark.model;

import org.jspecify.annotations.NullMarked;
