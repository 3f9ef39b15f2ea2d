package io.clrspark.history.log;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of the averaged network on one data set: a row of the {@code evaluations} table.
 *
 * @param iteration updates made before the evaluation: the next update has this index
 * @param dataset name of the data set (column {@code data_set})
 * @param epoch epochs completed before the evaluation
 * @param lr rate of the last update made
 * @param loss example-weighted mean score over the data set, regularization included
 * @param accuracy share of the examples that were classified correctly, 0 to 1; null if the network
 *     does not have exactly one classifying output
 * @param examples examples evaluated
 * @param ts when the evaluation ended; kept in microseconds, UTC
 */
@JsonPropertyOrder({"iteration", "data_set"})
public record EvaluationRow(
    int iteration,
    @JsonProperty("data_set") String dataset,
    int epoch,
    double lr,
    double loss,
    @Nullable Double accuracy,
    long examples,
    Instant ts) {}
