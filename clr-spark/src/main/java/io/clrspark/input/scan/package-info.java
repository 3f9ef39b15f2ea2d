/** Passes over the rows of a job's data: counts, checks, statistics, and which are held out. */
@NullMarked
package io.clrspark.input.scan;

import org.jspecify.annotations.NullMarked;
