package io.clrspark.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.clrspark.history.log.HistoryRow;
import java.util.List;
import org.deeplearning4j.nn.api.NeuralNetwork;

/** What a run leaves: the bits of parameters and updater state, and the history's rows. */
public final class TrainingOutcome {

  private final List<Long> parameters;
  private final List<Long> updater;
  private final List<HistoryRow> rows;

  private TrainingOutcome(List<Long> parameters, List<Long> updater, List<HistoryRow> rows) {
    this.parameters = parameters;
    this.updater = updater;
    this.rows = rows;
  }

  public static TrainingOutcome of(NeuralNetwork network, List<HistoryRow> rows) {
    return new TrainingOutcome(Bits.of(network.params()), Bits.of(network.updaterState()), rows);
  }

  public List<Long> parameters() {
    return parameters;
  }

  public List<Long> updater() {
    return updater;
  }

  public List<HistoryRow> rows() {
    return rows;
  }

  /** The same bits and the same rows, but for times and executors. */
  public void assertSameBits(TrainingOutcome other) {
    assertThat(parameters).isEqualTo(other.parameters);
    assertThat(updater).isEqualTo(other.updater);
    assertThat(rows)
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("durationMs", "executorId", "ts")
        .isEqualTo(other.rows);
  }
}
