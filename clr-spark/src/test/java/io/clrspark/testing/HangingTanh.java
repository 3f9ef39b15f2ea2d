package io.clrspark.testing;

import org.apache.spark.TaskContext;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** An activation that hangs where partition 0 is evaluated, the first times. */
public final class HangingTanh extends ActivationTanH {

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
      new FirstTimes(folder, times).hang();
    }
    return super.getActivation(in, training);
  }
}
