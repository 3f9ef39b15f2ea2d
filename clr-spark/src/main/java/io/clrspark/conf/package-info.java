/**
 * Every {@code spark.clr.*} property: key, type, default, rule and meaning, in one place, and the
 * typed reader of them.
 *
 * <p>May import the schedule and {@code io.clrspark}; never Spark, so that rates can be looked at
 * where Spark is not.
 */
@NullMarked
package io.clrspark.conf;

import org.jspecify.annotations.NullMarked;
