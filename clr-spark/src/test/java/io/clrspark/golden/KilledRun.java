package io.clrspark.golden;

import io.clrspark.testing.LocalSpark;
import io.clrspark.training.observer.RoundSummary;
import io.clrspark.training.observer.RunControl;
import io.clrspark.training.observer.TrainingObserver;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that trains and then ends at once, without a word to its history. */
final class KilledRun {

  private static final int LAST_ITERATION = 13;
  private static final int STATUS = 137;

  private KilledRun() {}

  /** Trains in another process until that one kills itself. */
  static void run(String network, String runId, Path history, Path checkpoints)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin/java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(KilledRun.class.getName());
    command.addAll(List.of(network, runId, history.toString(), checkpoints.toString()));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != STATUS) {
      throw new IOException("run " + runId + " was not killed; its process ended with " + status);
    }
  }

  /** The process: network, id, history, checkpoints. */
  public static void main(String[] arguments) {
    try (LocalSpark spark = LocalSpark.ofTwoCores()) {
      GoldenRuns runs =
          new GoldenRuns(spark.context(), Path.of(arguments[2]), Path.of(arguments[3]));
      runs.trainer(arguments[0])
          .observer(death())
          .runId(arguments[1])
          .build()
          .fit(GoldenRuns.network(arguments[0]), runs.data());
    }
  }

  private static TrainingObserver death() {
    return new TrainingObserver() {
      @Override
      public void roundFinished(RoundSummary round, RunControl control) {
        if (round.nextIteration() > LAST_ITERATION) {
          Runtime.getRuntime().halt(STATUS);
        }
      }
    };
  }
}
