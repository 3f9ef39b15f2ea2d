package io.clrspark.training.round.timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clrspark.ClrException;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.testing.HangingCalls;
import io.clrspark.testing.LocalSpark;
import io.clrspark.testing.RecordedRun;
import io.clrspark.testing.SampleDataSets;
import io.clrspark.testing.SampleNetworks;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Evaluations that hang have the time limit of a round. A task that hangs in the driver's own
 * process keeps its thread until it is released, for there is no executor to replace.
 */
class EvaluationTimeoutTest {

  @RegisterExtension static final LocalSpark SPARK = LocalSpark.of("local[4]");

  private static final Duration LIMIT = Duration.ofSeconds(2);

  @TempDir private Path hung;

  @AfterEach
  void release() {
    HangingCalls.release();
  }

  @Test
  void evaluationThatHangsOnce_isRepeated_andTheNumbersAreTheSame() {
    List<String> undisturbed = scores(trainer(), network(0));
    assertThat(scores(trainer().roundTimeout(LIMIT), network(1))).isEqualTo(undisturbed).hasSize(2);
    assertThat(hung).isDirectoryContaining(file -> file.endsWith("0"));
  }

  @Test
  void evaluationThatHangsAgain_endsTheRun_andTheContextLives() {
    List<String> undisturbed = scores(trainer(), network(0));
    MultiLayerNetwork network = network(2);
    assertThatThrownBy(() -> scores(trainer().roundTimeout(LIMIT), network))
        .isInstanceOf(ClrException.class)
        .hasMessageMatching(
            "Cannot score held-out data at iteration 5: executor driver on \\S+ has not answered"
                + " within spark\\.clr\\.roundTimeout = 2s, and so again when the round was"
                + " repeated\\. Look at that executor's log, or raise the limit\\.");
    assertThat(network.getIterationCount()).isEqualTo(5);
    HangingCalls.release();
    assertThat(scores(trainer(), network(0))).isEqualTo(undisturbed);
  }

  /** What the evaluations of a run come to. */
  private static List<String> scores(ClrTrainerBuilder trainer, MultiLayerNetwork network) {
    return RecordedRun.train(trainer, network, data(100)).evaluations.stream()
        .map(row -> row.iteration() + " " + row.loss() + " " + row.accuracy())
        .toList();
  }

  private static ClrTrainerBuilder trainer() {
    return ClrTrainer.builder(CyclicLR.triangular(0.001, 0.05, 7))
        .workers(2)
        .batchSize(10)
        .epochs(2)
        .evaluation("test", data(60));
  }

  private MultiLayerNetwork network(int hangs) {
    HangingTanh hidden = new HangingTanh(hung.toString(), hangs);
    return SampleNetworks.initialized(
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Adam(9))
            .list()
            .layer(SampleNetworks.tanhLayer(SampleDataSets.FEATURES, 16).activation(hidden).build())
            .layer(SampleNetworks.outputLayer(16).build())
            .build());
  }

  private static JavaRDD<DataSet> data(int examples) {
    return SampleDataSets.rdd(SPARK.context(), SampleDataSets.make(examples), 20, 2);
  }

  /** An activation that hangs where partition 0 is evaluated, the first times. */
  public static final class HangingTanh extends ActivationTanH {

    private static final long serialVersionUID = 1L;

    private final String folder;
    private final int times;

    /**
     * Hangs that often.
     *
     * @param folder where it notes each time
     */
    public HangingTanh(@JsonProperty("folder") String folder, @JsonProperty("times") int times) {
      this.folder = folder;
      this.times = times;
    }

    @JsonProperty("folder")
    public String folder() {
      return folder;
    }

    @JsonProperty("times")
    public int times() {
      return times;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
      TaskContext task = TaskContext.get();
      if (!training && task != null && task.partitionId() == 0) {
        new HangingCalls(folder, times).hang();
      }
      return super.getActivation(in, training);
    }
  }
}
