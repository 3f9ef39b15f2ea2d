package io.clrspark.testing;

import io.clrspark.history.HistoryViews;
import io.clrspark.schedule.CyclicLR;
import io.clrspark.training.ClrTrainer;
import io.clrspark.training.ClrTrainerBuilder;
import io.clrspark.training.settings.Checkpoints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** Runs with checkpoints at 0, 7, 14 and their end, 21, below a folder. */
public final class ResumableRuns {

  private static final CyclicLR SCHEDULE = CyclicLR.triangular2(0.001, 0.02, 7);

  private final LocalSpark spark;
  private final Path folder;
  private final JavaRDD<DataSet> data;

  public ResumableRuns(LocalSpark spark, Path folder, JavaRDD<DataSet> data) {
    this.spark = spark;
    this.folder = folder;
    this.data = data;
  }

  public static MultiLayerNetwork network() {
    return SampleNetworks.mlp(new Adam(0.1), options -> options.dropOut(0.7));
  }

  public Checkpoints checkpoints() {
    return Checkpoints.at(folder.resolve("checkpoints").toString()).everyIterations(7);
  }

  public ClrTrainerBuilder trainer(String run) {
    return anonymous().runId(run);
  }

  public ClrTrainerBuilder anonymous() {
    return ClrTrainer.builder(SCHEDULE)
        .workers(2)
        .batchSize(8)
        .averagingFrequency(2)
        .epochs(3)
        .evaluation("test", data)
        .history(folder.resolve("history").toString())
        .checkpoints(checkpoints());
  }

  /** Trains until an iteration, and then ends without a word, as a process that is killed. */
  public void die(ClrTrainerBuilder trainer, int iteration) {
    KilledRuns.die(trainer, iteration, network(), data);
  }

  /** That a run's network and history are those of one that was never stopped. */
  public void assertAsIfNeverStopped(String run, MultiLayerNetwork actual) {
    MultiLayerNetwork whole = network();
    trainer("whole").build().fit(whole, data);
    KilledRuns.assertSame(actual, whole);
    HistoryViews views = KilledRuns.views(spark, folder.resolve("history"));
    KilledRuns.assertSameRows(views, run, "whole");
  }

  /** Without the checksum that the local file system keeps beside, as on another. */
  public static void overwrite(Path file, String contents) throws IOException {
    Files.writeString(file, contents);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
  }

  public Path newest(String where) throws IOException {
    List<Path> all = all(where, "(checkpoint|manifest)-.*json");
    return all.get(all.size() - 1);
  }

  public List<Path> all(String where, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(where))) {
      return files.filter(file -> file.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  /** Every file below the folder, with its size and time. */
  public List<String> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .map(Path::toFile)
          .map(
              file -> file + (file.isFile() ? " " + file.length() + " " + file.lastModified() : ""))
          .sorted()
          .toList();
    }
  }
}
