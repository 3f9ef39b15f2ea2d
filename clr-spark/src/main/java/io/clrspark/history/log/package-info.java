/**
 * What a run records while it trains: rows, evaluations and events, and the log that takes them.
 */
@NullMarked
package io.clrspark.history.log;

import org.jspecify.annotations.NullMarked;
