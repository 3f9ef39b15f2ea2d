package io.clrspark.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clrspark.history.HistoryViews;
import io.clrspark.network.Network;
import io.clrspark.testing.LocalSpark;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Writes a set of golden files: what this version writes, so that later versions are tested to read
 * it. Only for a new format: a set that is there is never written again, and never changed.
 *
 * <p>For format 3, from the root of the sources:
 *
 * <pre>
 * arguments='${spark.add-opens} -cp %classpath io.clrspark.golden.GoldenFiles src/test/resources/golden/3'
 * mvn -q test-compile exec:exec -pl clr-spark -Dexec.executable=java -Dexec.classpathScope=test "-Dexec.args=$arguments"
 * bin/clr range-test conf/digits.properties
 * mv suggested.properties clr-spark/src/test/resources/golden/3
 * </pre>
 *
 * <p>The tests of this package find the new folder by themselves. What a new format holds besides
 * goes into new runs, schedules and options here; those that are here stay as they are, because
 * runs of earlier formats are resumed with them.
 */
final class GoldenFiles {

  private static final String RESUMED = "resumed";

  private final ObjectMapper json = new ObjectMapper();
  private final GoldenSet set;
  private final Path scratch;

  private GoldenFiles(GoldenSet set, Path scratch) {
    this.set = set;
    this.scratch = scratch;
  }

  /** The argument is the folder to write, which must not be there. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
    if (Files.exists(folder)) {
      throw new FileAlreadyExistsException(folder + " (golden files are never written again)");
    }
    Path scratch = Files.createTempDirectory("golden");
    try {
      new GoldenFiles(new GoldenSet(folder), scratch).write();
    } finally {
      delete(scratch, file -> true);
    }
  }

  private void write() throws IOException, InterruptedException {
    Files.createDirectories(set.expected("any").getParent());
    Files.createDirectories(set.model("any").getParent());
    for (String run : List.of(GoldenRuns.LAYERS, GoldenRuns.GRAPH)) {
      KilledRun.run(run, run, set.history(), set.checkpoints());
    }
    KilledRun.run(GoldenRuns.LAYERS, RESUMED, set.history(), set.checkpoints());
    try (LocalSpark spark = LocalSpark.ofTwoCores()) {
      resume(spark);
      ObjectNode models = json.createObjectNode();
      new GoldenHistory(spark.context(), set, scratch, models).write();
      expect("models", models);
      GoldenTexts.write(set);
      delete(set.folder(), file -> file.getFileName().toString().startsWith("."));
      expect("checkpoints", checkpoints(spark));
      expectRows(spark);
    }
  }

  private void resume(LocalSpark spark) {
    GoldenRuns runs = new GoldenRuns(spark.context(), set.history(), set.checkpoints());
    runs.trainer(GoldenRuns.LAYERS)
        .resume(RESUMED)
        .build()
        .fit(GoldenRuns.network(GoldenRuns.LAYERS), runs.data());
  }

  /** The newest checkpoints, and what the runs come to when they are never killed. */
  private ObjectNode checkpoints(LocalSpark spark) {
    ObjectNode all = json.createObjectNode();
    all.put("trainedByDl4j", Sha256.of(GoldenTask.trainedByDl4j()));
    GoldenRuns runs =
        new GoldenRuns(spark.context(), scratch.resolve("history"), scratch.resolve("checkpoints"));
    for (String run : List.of(GoldenRuns.LAYERS, GoldenRuns.GRAPH)) {
      Network network = GoldenRuns.network(run);
      runs.trainer(run).runId(run).build().fit(network, runs.data());
      ObjectNode one = all.putObject(run);
      one.set("checkpoint", GoldenCheckpoint.of(set.checkpoints(), run));
      one.set("end", GoldenCheckpoint.end(network));
    }
    return all;
  }

  private void expectRows(LocalSpark spark) throws IOException {
    HistoryViews views = HistoryViews.of(spark.session(), set.history().toString());
    for (Map.Entry<String, List<String>> view : ViewRows.of(views).entrySet()) {
      Files.write(set.expected(view.getKey() + ".jsonl"), view.getValue());
    }
  }

  private void expect(String name, ObjectNode what) throws IOException {
    json.writerWithDefaultPrettyPrinter().writeValue(set.expected(name + ".json").toFile(), what);
  }

  /** Deletes files below a folder, and folders that are empty then. */
  private static void delete(Path folder, Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).filter(which).toList()) {
        Files.delete(file);
      }
    }
  }
}
