/**
 * The one writer of a run: what waits to be written, the thread that writes it, and the run's
 * folder. Public types here are no API.
 *
 * <p>Never imports Spark: no job of a training waits for its history.
 */
@NullMarked
package io.clrspark.history.write;

import org.jspecify.annotations.NullMarked;
