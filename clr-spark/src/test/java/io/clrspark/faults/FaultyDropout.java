import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout, as a user might write it, that fails where the executor's options say so: -Dfault=
 * throw:2@40,hang:9@80 throws in worker 1 at iteration 40 in the first two attempts of its task, and
 * hangs at iteration 80 in the first nine.
 */
public class FaultyDropout extends Dropout {

  private static final String FAULTS = System.getProperty("fault", "");

  public FaultyDropout(
      @JsonProperty("p") double retained, @JsonProperty("pSchedule") ISchedule schedule) {
    super(retained, schedule);
  }

  /** Writes a network with such a layer to a file. */
  public static void main(String[] arguments) throws Exception {
    int hidden = Integer.parseInt(arguments[1]);
    String network =
        new NeuralNetConfiguration.Builder()
            .updater(new Adam(0.001))
            .list()
            .layer(new DenseLayer.Builder().nIn(64).nOut(hidden).activation(Activation.RELU).build())
            .layer(
                new DenseLayer.Builder()
                    .nIn(hidden)
                    .nOut(hidden / 2)
                    .activation(Activation.RELU)
                    .dropOut(new FaultyDropout(0.9, null))
                    .build())
            .layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nIn(hidden / 2)
                    .nOut(10)
                    .activation(Activation.SOFTMAX)
                    .build())
            .build()
            .toJson();
    Files.writeString(Path.of(arguments[0]), network);
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspace) {
    TaskContext task = TaskContext.get();
    if (task != null && task.partitionId() == 1 && !FAULTS.isEmpty()) {
      for (String fault : FAULTS.split(",")) {
        String[] parts = fault.split("[:@]");
        if (iteration == Integer.parseInt(parts[2])
            && task.attemptNumber() < Integer.parseInt(parts[1])) {
          fail(parts[0]);
        }
      }
    }
    return super.applyDropout(input, result, iteration, epoch, workspace);
  }

  private static void fail(String kind) {
    if (kind.equals("throw")) {
      throw new IllegalStateException("this task fails");
    }
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        System.err.println("Hangs through an interrupt.");
      }
    }
  }

  @Override
  public Dropout clone() {
    return new FaultyDropout(getP(), getPSchedule());
  }
}
