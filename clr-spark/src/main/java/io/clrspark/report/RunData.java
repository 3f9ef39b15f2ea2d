package io.clrspark.report;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the charts and tables show about one run.
 *
 * @param id the run
 * @param facts the facts at the top of the page, by name
 * @param rangeTest the range test; null for a training
 * @param configuration its properties
 * @param curve by iteration: iteration, lr, lr_min, lr_max, loss, loss_min, loss_max (of the
 *     iterations taken together), accuracy, worker_min, worker_max (mean of the workers' lowest and
 *     highest loss), fastest_ms, mean_ms, slowest_ms (of the workers)
 * @param bucket iterations per row of {@code curve}
 * @param byRate by rate: lr, loss, loss_min, loss_max, accuracy; null for a range test
 * @param byCycle by cycle: cycle, iteration (its first), loss, loss_min, last_loss, accuracy; null
 *     if there are no cycles
 * @param byWorker by worker: worker, updates, examples, loss, mean_ms, max_ms
 * @param evaluations by data set: iteration, loss, accuracy
 * @param cycles the iterations where cycles begin
 * @param resets the iterations of resets
 * @param notFinite the first iteration whose loss was NaN or infinite; NaN if there is none
 */
@JsonPropertyOrder({"id", "bucket", "facts", "configuration", "curve"})
record RunData(
    String id,
    Map<String, String> facts,
    @Nullable RangeTestData rangeTest,
    Map<String, String> configuration,
    Columns curve,
    long bucket,
    @Nullable Columns byRate,
    @Nullable Columns byCycle,
    Columns byWorker,
    Map<String, Columns> evaluations,
    List<Long> cycles,
    List<Long> resets,
    @JsonSerialize(using = PageJson.NumberWriter.class) double notFinite) {}
