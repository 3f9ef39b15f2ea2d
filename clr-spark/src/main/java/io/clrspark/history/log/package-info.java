/**
 * What a run records while it trains: rows, evaluations and events, and the log that takes them.
 *
 * <p>May import Jackson's annotations and {@code io.clrspark} itself.
 */
@NullMarked
package io.clrspark.history.log;

import org.jspecify.annotations.NullMarked;
