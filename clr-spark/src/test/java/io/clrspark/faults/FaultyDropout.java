package io.clrspark.faults;

import org.apache.spark.TaskContext;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dropout, as a user might write it, that fails in worker 1 where the system property {@code fault}
 * says so. {@code throw:2@40,hang:9@80} throws at iteration 40 in the first two attempts of the
 * task, and hangs at iteration 80 in the first nine. {@code pause:10@0} pauses for 10 ms in each
 * iteration from 0 on.
 */
public final class FaultyDropout extends Dropout {

  private static final long serialVersionUID = 1;
  private static final String FAULTS = System.getProperty("fault", "");
  private static final int WORKER = 1;

  public FaultyDropout(
      @JsonProperty("p") double retained, @JsonProperty("pSchedule") ISchedule schedule) {
    super(retained, schedule);
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspace) {
    TaskContext task = TaskContext.get();
    if (task != null && task.partitionId() == WORKER && !FAULTS.isEmpty()) {
      failIfTold(iteration, task.attemptNumber());
    }
    return super.applyDropout(input, result, iteration, epoch, workspace);
  }

  private static void failIfTold(int iteration, int attempt) {
    for (String fault : FAULTS.split(",", -1)) {
      String[] parts = fault.split("[:@]", -1);
      int number = Integer.parseInt(parts[1]);
      int start = Integer.parseInt(parts[2]);
      if (parts[0].equals("pause")) {
        pause(iteration < start ? 0 : number);
      } else if (iteration == start && attempt < number) {
        fail(parts[0]);
      }
    }
  }

  private static void pause(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
