package io.clrspark.history.log;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One update of one worker: a row of the {@code history} table. The table's columns have these
 * names in snake case.
 *
 * @param iteration zero-based global index of the update
 * @param epoch zero-based pass over the data
 * @param round zero-based averaging round
 * @param worker logical worker, 0 to workers-1
 * @param lr the rate that this update used
 * @param loss score of the worker's minibatch before the update, regularization included; may be
 *     NaN or infinite
 * @param accuracy share of the minibatch's examples that were classified correctly, 0 to 1; null if
 *     the network does not have exactly one classifying output
 * @param examples examples in the minibatch
 * @param durationMs time of the update, in milliseconds
 * @param executorId Spark's id of the executor that made the update
 * @param ts when the update ended; kept in microseconds, UTC
 */
public record HistoryRow(
    int iteration,
    int epoch,
    int round,
    int worker,
    double lr,
    double loss,
    @Nullable Double accuracy,
    int examples,
    double durationMs,
    String executorId,
    Instant ts) {}
