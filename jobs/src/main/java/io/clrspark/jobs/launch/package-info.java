/**
 * From a command line of bin/clr to the command of spark-submit. May import {@code command}, the
 * configuration, and of Spark the launcher alone: it runs before any Spark starts.
 */
@NullMarked
package io.clrspark.jobs.launch;

import org.jspecify.annotations.NullMarked;
