/**
 * {@code bin/clr bench}: the same network and data trained by DL4J's own means and by this engine,
 * side by side. May import the library, Spark, DL4J and DL4J's training masters.
 */
@NullMarked
package io.clrspark.jobs.bench;

import org.jspecify.annotations.NullMarked;
