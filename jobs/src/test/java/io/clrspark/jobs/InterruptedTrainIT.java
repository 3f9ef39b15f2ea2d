package io.clrspark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training whose process is told to end, as by Ctrl-C. */
class InterruptedTrainIT {

  private static final int SECONDS = 120;

  @TempDir private Path folder;

  @Test
  void training_endsInOrder() throws Exception {
    Path err = folder.resolve("err.txt");
    Path history = folder.resolve("history");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    BinClr.ROOT.resolve("bin/clr").toString(),
                    "train",
                    "--conf",
                    "spark.clr.epochs=100000",
                    "--conf",
                    "spark.clr.history.path=" + history))
            .directory(BinClr.ROOT.toFile())
            .redirectError(err.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    Process training = builder.start();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!Files.readString(err).contains("\niteration ") && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    training.toHandle().destroy();
    assertThat(training.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(err))
        .containsPattern("\nCannot train from iteration \\d+: it was interrupted .*\n$")
        .doesNotContain("WARN", "ERROR", "\tat ");
    String query =
        "SELECT status, count(1) = 2 * max(metrics['iterations']) AS whole"
            + " FROM runs JOIN history USING (run_id) GROUP BY status";
    BinClr.Result told = BinClr.run(folder, "sql", "--history", history.toString(), "--csv", query);
    assertThat(told.out()).isEqualTo("status,whole\ninterrupted,true\n");
  }
}
